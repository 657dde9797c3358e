package dev.postroom.store.h2;

import static dev.postroom.store.h2.jooq.Tables.ADDRESS;

import dev.postroom.access.Scope;
import dev.postroom.address.EmailAddress;
import dev.postroom.error.ConflictException;
import dev.postroom.error.FailureReason;
import dev.postroom.id.DomainId;
import dev.postroom.spi.store.AddressRow;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.List;
import java.util.UUID;
import org.jooq.Condition;
import org.jooq.exception.DataAccessException;
import org.jspecify.annotations.Nullable;

/** The addresses of one mailbox. */
record Addresses(WorkUnit unit, Scope.OfMailbox place) {
  private static final PlacedStatement.Building LIST = (unit, place) -> new ScopedTables(unit, place)
      .select(ADDRESS, ADDRESS.WRITTEN, ADDRESS.DOMAIN_ID, ADDRESS.KIND)
      .orderBy(ADDRESS.KIND, ADDRESS.DOMAIN_ID, ADDRESS.LOCAL_PART);

  List<AddressRow> list() {
    return tables().asking(LIST).fetch(Addresses::read);
  }

  private static AddressRow read(ResultSet row) throws SQLException {
    return new AddressRow(EmailAddress.parse(row.getString(1)), new DomainId(row.getObject(2, UUID.class)),
        Codes.addressKind(row.getShort(3)));
  }

  /** Takes the slot first: when another mailbox has it, nothing was changed yet. */
  void put(AddressRow address) {
    tables().delete(ADDRESS).and(isSlotOf(address)).execute();
    insert(address);
    if (address.kind() == AddressRow.Kind.PRIMARY) {
      tables().update(ADDRESS, row -> row.set(ADDRESS.KIND, Codes.of(AddressRow.Kind.ALIAS)))
          .andNot(isSlotOf(address))
          .execute();
    }
  }

  private void insert(AddressRow address) {
    try {
      tables().insert(ADDRESS)
          .set(ADDRESS.DOMAIN_ID, address.domain().value())
          .set(ADDRESS.LOCAL_PART, localPart(address))
          .set(ADDRESS.WRITTEN, address.address().toString())
          .set(ADDRESS.CLAIM_ID, claim(address.domain()))
          .set(ADDRESS.KIND, Codes.of(address.kind()))
          .execute();
    } catch (DataAccessException failure) {
      throw Failures.isDuplicate(failure) ? new ConflictException(FailureReason.ADDRESS_TAKEN, "address: taken")
          : failure;
    }
  }

  private @Nullable UUID claim(DomainId domain) {
    if (new Domains(new ScopedTables(unit, place.inWorkspace())).find(domain).isPresent()) {
      return domain.value();
    }
    if (new H2Routing(unit).isPlatformDomain(domain)) {
      return null;
    }
    throw new IllegalArgumentException("address: on a domain of another workspace");
  }

  boolean remove(EmailAddress address) {
    List<AddressRow> gone = list().stream().filter(row -> row.address().equals(address)).toList();
    gone.forEach(row -> tables().delete(ADDRESS).and(isSlotOf(row)).execute());
    return !gone.isEmpty();
  }

  private static Condition isSlotOf(AddressRow address) {
    return ADDRESS.DOMAIN_ID.eq(address.domain().value()).and(ADDRESS.LOCAL_PART.eq(localPart(address)));
  }

  private static String localPart(AddressRow address) {
    return address.address().canonicalLocalPart();
  }

  private ScopedTables tables() {
    return new ScopedTables(unit, place);
  }
}
