/** The language of the mail engine: ids, values, admins, sessions, answers, the authorizer and the ports. */
module dev.postroom.api {
  requires static transitive org.jspecify;

  exports dev.postroom.access;
  exports dev.postroom.address;
  exports dev.postroom.admin;
  exports dev.postroom.error;
  exports dev.postroom.event;
  exports dev.postroom.id;
  exports dev.postroom.inbound;
  exports dev.postroom.message;
  exports dev.postroom.outbound;
  exports dev.postroom.paging;
  exports dev.postroom.policy;
  exports dev.postroom.session;
  exports dev.postroom.spi.crypto;
  exports dev.postroom.spi.dns;
  exports dev.postroom.spi.inbound;
  exports dev.postroom.spi.outbound;
  exports dev.postroom.spi.store;
  exports dev.postroom.tenancy;
}
