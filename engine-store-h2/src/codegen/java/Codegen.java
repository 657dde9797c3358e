import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.MessageDigest;
import java.util.HexFormat;
import java.util.List;
import java.util.logging.Level;
import java.util.logging.Logger;
import java.util.stream.Stream;
import org.flywaydb.core.Flyway;
import org.h2.jdbcx.JdbcDataSource;
import org.jooq.Constants;
import org.jooq.codegen.GenerationTool;
import org.jooq.meta.jaxb.Configuration;
import org.jooq.meta.jaxb.Database;
import org.jooq.meta.jaxb.ForcedType;
import org.jooq.meta.jaxb.Generate;
import org.jooq.meta.jaxb.Generator;
import org.jooq.meta.jaxb.Jdbc;
import org.jooq.meta.jaxb.Logging;
import org.jooq.meta.jaxb.Target;

/**
 * Applies the migrations to an empty database in memory and writes jOOQ's classes for what they made: the same migrations
 * give the same classes. Nothing is done while neither the migrations nor this file have changed.
 */
final class Codegen {
  private static final String URL = "jdbc:h2:mem:codegen;DB_CLOSE_DELAY=-1";
  private static final String PACKAGE = "dev.postroom.store.h2.jooq";
  private static final Logger FLYWAY = Logger.getLogger("org.flywaydb");

  private final Path module;
  private final Path migrations;
  private final Path sources;
  private final Path stamp;

  private Codegen(Path module, Path build) {
    this.module = module;
    this.migrations = module.resolve("src/main/resources/dev/postroom/store/h2/migration");
    this.sources = build.resolve("generated-sources/jooq");
    this.stamp = build.resolve("generated-sources/jooq.stamp");
  }

  /** Arguments: the folder of the module, and its build folder. */
  public static void main(String[] args) throws Exception {
    new Codegen(Path.of(args[0]), Path.of(args[1])).run();
  }

  private void run() throws Exception {
    String wanted = fingerprint();
    if (Files.exists(stamp) && Files.readString(stamp).equals(wanted)) {
      return;
    }
    migrate();
    GenerationTool.generate(configuration());
    Files.writeString(stamp, wanted);
  }

  private String fingerprint() throws Exception {
    MessageDigest digest = MessageDigest.getInstance("SHA-256");
    digest.update(Constants.FULL_VERSION.getBytes());
    digest.update(Files.readAllBytes(module.resolve("src/codegen/java/Codegen.java")));
    for (Path migration : migrationFiles()) {
      digest.update(migration.getFileName().toString().getBytes());
      digest.update(Files.readAllBytes(migration));
    }
    return HexFormat.of().formatHex(digest.digest());
  }

  private List<Path> migrationFiles() throws IOException {
    try (Stream<Path> files = Files.list(migrations)) {
      return files.sorted().toList();
    }
  }

  private void migrate() {
    FLYWAY.setLevel(Level.WARNING);
    JdbcDataSource source = new JdbcDataSource();
    source.setURL(URL);
    source.setUser("sa");
    Flyway.configure()
        .dataSource(source)
        .locations("filesystem:" + migrations)
        .load()
        .migrate();
  }

  private Configuration configuration() {
    return new Configuration()
        .withLogging(Logging.WARN)
        .withJdbc(new Jdbc()
            .withDriver("org.h2.Driver")
            .withUrl(URL)
            .withUser("sa")
            .withPassword(""))
        .withGenerator(new Generator()
            .withDatabase(database())
            .withGenerate(generate())
            .withTarget(new Target()
                .withPackageName(PACKAGE)
                .withDirectory(sources.toString())));
  }

  private static Database database() {
    return new Database()
        .withName("org.jooq.meta.h2.H2Database")
        .withInputSchema("PUBLIC")
        .withOutputSchemaToDefault(true)
        .withExcludes("flyway_schema_history")
        .withForcedTypes(octets());
  }

  private static ForcedType octets() {
    return new ForcedType()
        .withUserType("byte[]")
        .withBinding("dev.postroom.store.h2.binding.OctetsBinding")
        .withIncludeTypes(".*BINARY.*");
  }

  private static Generate generate() {
    return new Generate()
        .withGeneratedAnnotation(true)
        .withGeneratedAnnotationDate(false)
        .withComments(false)
        .withRecords(true)
        .withPojos(false)
        .withDaos(false);
  }
}
