package dev.netperf.operator.simulation;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.io.UncheckedIOException;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Function;
import java.util.stream.Collectors;
import javax.tools.Diagnostic;
import javax.tools.DiagnosticCollector;
import javax.tools.FileObject;
import javax.tools.ForwardingJavaFileManager;
import javax.tools.JavaFileManager;
import javax.tools.JavaFileObject;
import javax.tools.SimpleJavaFileObject;
import javax.tools.StandardJavaFileManager;
import javax.tools.ToolProvider;

/**
 * A defect of one line, put into the real source on purpose.
 *
 * @param schedules which simulation is to catch it: the class that plays its schedules
 * @param file under the operator's package, or under that of the core
 * @param original what the line says, once in the file
 * @param planted what it says with the defect
 * @param hint the schedule to begin with, for a defect that shows in one of thousands only
 */
public record PlantedBug(
    Class<?> schedules, String file, String original, String planted, long hint) {
  private static final String OURS = "dev.netperf.";
  private static final long AROUND_THE_HINT = 50;
  private static final Path OPERATOR = Path.of("src/main/java/dev/netperf/operator");
  private static final Path CORE = Path.of("../core/src/main/java/dev/netperf");

  /** Those of them that none of so many schedules catches; tells which caught which. */
  public static List<PlantedBug> missed(List<PlantedBug> bugs, long schedules) {
    var found =
        bugs.parallelStream()
            .collect(Collectors.toMap(Function.identity(), bug -> bug.caught(schedules)));
    var missed = new ArrayList<PlantedBug>();
    for (var bug : bugs) {
      var caught = found.get(bug);
      System.out.printf(
          "%-26s %-60s %s%n", bug.file(), line(bug.planted()), caught.orElse("NOT CAUGHT"));
      if (caught.isEmpty()) {
        missed.add(bug);
      }
    }
    return missed;
  }

  private static String line(String code) {
    var line = code.replaceAll("\\s+", " ").strip();
    return line.isEmpty()
        ? "(left out)"
        : line.length() < 60 ? line : line.substring(0, 57) + "...";
  }

  /**
   * What the simulation says of it: the first broken invariant in so many schedules, if one is
   * broken. A hint that an innocent change has made wrong costs time only.
   */
  Optional<String> caught(long most) {
    try {
      var defective = new Defective(compiled());
      var play =
          defective
              .loadClass(schedules.getName())
              .getMethod("firstViolation", long.class, long.class);
      var soon = Optional.ofNullable((String) play.invoke(null, hint, AROUND_THE_HINT));
      return soon.isPresent() ? soon : Optional.ofNullable((String) play.invoke(null, 1L, most));
    } catch (ReflectiveOperationException e) {
      throw new IllegalStateException(this + " can't be tried", e);
    }
  }

  private String source() {
    try {
      var text = Files.readString((ofCore() ? CORE : OPERATOR).resolve(file));
      var at = text.indexOf(original);
      if (at < 0 || text.indexOf(original, at + 1) >= 0) {
        throw new IllegalStateException("not once in " + file + ": " + original);
      }
      return text.replace(original, planted);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private boolean ofCore() {
    return Files.exists(CORE.resolve(file));
  }

  /** The classes of the file with the defect in it. */
  private Map<String, byte[]> compiled() {
    var compiler = ToolProvider.getSystemJavaCompiler();
    var problems = new DiagnosticCollector<JavaFileObject>();
    var classes = new HashMap<String, ByteArrayOutputStream>();
    var source =
        new SimpleJavaFileObject(
            URI.create("string:///dev/netperf/" + (ofCore() ? "" : "operator/") + file),
            JavaFileObject.Kind.SOURCE) {
          @Override
          public CharSequence getCharContent(boolean lenient) {
            return source();
          }
        };
    try (var files = new InMemory(compiler.getStandardFileManager(problems, null, null), classes)) {
      var options = List.of("-proc:none", "-nowarn", "-parameters", "-classpath", classPath());
      if (!compiler.getTask(null, files, problems, options, null, List.of(source)).call()) {
        throw new IllegalStateException(
            this + ": " + problems.getDiagnostics().stream().map(Diagnostic::toString).toList());
      }
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
    var bytes = new HashMap<String, byte[]>();
    classes.forEach((name, stream) -> bytes.put(name, stream.toByteArray()));
    return bytes;
  }

  private static String classPath() {
    return System.getProperty("surefire.test.class.path", System.getProperty("java.class.path"));
  }

  /** Keeps what the compiler writes. */
  private static final class InMemory extends ForwardingJavaFileManager<StandardJavaFileManager> {
    private final Map<String, ByteArrayOutputStream> classes;

    InMemory(StandardJavaFileManager files, Map<String, ByteArrayOutputStream> classes) {
      super(files);
      this.classes = classes;
    }

    @Override
    public JavaFileObject getJavaFileForOutput(
        JavaFileManager.Location location, String name, JavaFileObject.Kind kind, FileObject from) {
      return new SimpleJavaFileObject(URI.create("memory:///" + name), kind) {
        @Override
        public OutputStream openOutputStream() {
          var stream = new ByteArrayOutputStream();
          classes.put(name, stream);
          return stream;
        }
      };
    }
  }

  /**
   * The operator and its simulation once more, with the classes of the defect in place of the right
   * ones.
   */
  private static final class Defective extends ClassLoader {
    private final Map<String, byte[]> defective;

    Defective(Map<String, byte[]> defective) {
      super(PlantedBug.class.getClassLoader());
      this.defective = defective;
    }

    @Override
    protected Class<?> loadClass(String name, boolean resolve) throws ClassNotFoundException {
      if (!name.startsWith(OURS)) {
        return super.loadClass(name, resolve);
      }
      synchronized (getClassLoadingLock(name)) {
        var loaded = findLoadedClass(name);
        return loaded != null ? loaded : define(name);
      }
    }

    private Class<?> define(String name) throws ClassNotFoundException {
      var bytes = defective.containsKey(name) ? defective.get(name) : original(name);
      return defineClass(name, bytes, 0, bytes.length);
    }

    private byte[] original(String name) throws ClassNotFoundException {
      try (InputStream in = getParent().getResourceAsStream(name.replace('.', '/') + ".class")) {
        if (in == null) {
          throw new ClassNotFoundException(name);
        }
        return in.readAllBytes();
      } catch (IOException e) {
        throw new UncheckedIOException(e);
      }
    }
  }
}
