package dev.postroom.testkit.isolation;

import dev.postroom.admin.TenantRegistry;
import dev.postroom.inbound.Inbound;
import dev.postroom.session.KeyedAccess;

/**
 * What a host has of an engine once it is put together.
 *
 * @param tenants
 *          where the operator begins
 * @param keyedAccess
 *          where holders of keys begin
 * @param inbound
 *          where mail comes in
 */
public record Wiring(TenantRegistry tenants, KeyedAccess keyedAccess, Inbound inbound) {}
