package dev.postroom.store.h2.binding;

import java.sql.SQLException;
import org.jooq.BindingGetResultSetContext;
import org.jooq.BindingSQLContext;
import org.jooq.BindingSetStatementContext;
import org.jooq.Converter;
import org.jooq.Converters;
import org.jooq.impl.AbstractBinding;
import org.jooq.impl.DSL;
import org.jooq.impl.SQLDataType;

/**
 * Reads and binds octets as they are. By itself jOOQ asks H2 for a large object, for the sake of columns of more than a MiB, and H2 reads
 * that one as a whole to tell its length, and again for its octets: of a page of messages it was half of the time. No column of this
 * schema holds more than a MiB.
 */
public final class OctetsBinding extends AbstractBinding<byte[], byte[]> {
  private static final long serialVersionUID = 1L;

  /** For the generated classes. */
  public OctetsBinding() {}

  @Override
  public Converter<byte[], byte[]> converter() {
    return Converters.identity(byte[].class);
  }

  @Override
  protected void sqlInline(BindingSQLContext<byte[]> context) {
    context.render().visit(DSL.inline(context.value(), SQLDataType.VARBINARY));
  }

  @Override
  public void set(BindingSetStatementContext<byte[]> context) throws SQLException {
    context.statement().setBytes(context.index(), context.value());
  }

  @Override
  public void get(BindingGetResultSetContext<byte[]> context) throws SQLException {
    context.value(context.resultSet().getBytes(context.index()));
  }
}
