import java.nio.file.Path;
import org.flywaydb.core.Flyway;
import org.h2.jdbcx.JdbcDataSource;
import org.jooq.codegen.GenerationTool;
import org.jooq.meta.jaxb.Configuration;
import org.jooq.meta.jaxb.Database;
import org.jooq.meta.jaxb.Generate;
import org.jooq.meta.jaxb.Generator;
import org.jooq.meta.jaxb.Jdbc;
import org.jooq.meta.jaxb.Logging;
import org.jooq.meta.jaxb.Target;

/** Applies the migrations to an empty database in memory and writes jOOQ's classes for what they made. */
final class Codegen {
  private static final String URL = "jdbc:h2:mem:codegen;DB_CLOSE_DELAY=-1";
  private static final String PACKAGE = "dev.postroom.store.h2.jooq";

  private Codegen() {}

  public static void main(String[] args) throws Exception {
    Path migrations = Path.of(args[0]);
    Path target = Path.of(args[1]);
    migrate(migrations);
    GenerationTool.generate(new Configuration()
        .withLogging(Logging.WARN)
        .withJdbc(new Jdbc().withDriver("org.h2.Driver").withUrl(URL).withUser("sa").withPassword(""))
        .withGenerator(new Generator()
            .withDatabase(new Database()
                .withName("org.jooq.meta.h2.H2Database")
                .withInputSchema("PUBLIC")
                .withOutputSchemaToDefault(true)
                .withExcludes("flyway_schema_history"))
            .withGenerate(new Generate().withGeneratedAnnotation(true).withGeneratedAnnotationDate(false)
                .withComments(false).withRecords(true).withPojos(false).withDaos(false))
            .withTarget(new Target().withPackageName(PACKAGE).withDirectory(target.toString()))));
  }

  private static void migrate(Path migrations) {
    JdbcDataSource source = new JdbcDataSource();
    source.setURL(URL);
    source.setUser("sa");
    Flyway.configure().dataSource(source).locations("filesystem:" + migrations).load().migrate();
  }
}
