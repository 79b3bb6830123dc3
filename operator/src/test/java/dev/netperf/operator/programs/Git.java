package dev.netperf.operator.programs;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;

/**
 * A Git repository on this machine, with one branch: main.
 *
 * @param folder where it is
 */
public record Git(Path folder) {
  /** A new one without a commit. */
  public static Git init(Path folder) throws IOException {
    var git = new Git(Files.createDirectories(folder));
    git.run("init", "--quiet", "--initial-branch=main");
    return git;
  }

  /** Writes these files, and commits all. */
  public void commit(Map<String, String> files) throws IOException {
    for (var file : files.entrySet()) {
      var path = folder.resolve(file.getKey());
      Files.createDirectories(path.getParent());
      Files.writeString(path, file.getValue());
    }
    run("add", ".");
    run("-c", "user.name=test", "-c", "user.email=test@example.com", "commit", "-qm", "files");
  }

  private void run(String... arguments) {
    var command = new ArrayList<>(List.of("git", "-C", folder.toString()));
    command.addAll(List.of(arguments));
    Shell.run(Map.of(), Duration.ofSeconds(30), command);
  }
}
