package dev.netperf.operator.scale;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.channels.Channels;
import java.nio.channels.FileChannel;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.Map;
import java.util.Scanner;
import java.util.TreeMap;

/**
 * The API server's audit log, whose policy lets in the requests of the controller's identity only.
 *
 * @param file the log
 */
record Audit(Path file) {
  private static final ObjectMapper JSON = new ObjectMapper();

  /** Where the log ends now. */
  long position() {
    try (var log = FileChannel.open(file)) {
      return log.size();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /** How often what was asked for between two positions, as {@code patch netperftests/status}. */
  Map<String, Long> requests(long from, long to) {
    if (to < from) {
      throw new IllegalStateException("the audit log was begun anew, so nobody knows");
    }
    var requests = new TreeMap<String, Long>();
    long at = from;
    try (var log = FileChannel.open(file);
        var lines = new Scanner(Channels.newReader(log.position(from), StandardCharsets.UTF_8))) {
      lines.useDelimiter("\n");
      while (at < to && lines.hasNext()) {
        var line = lines.next();
        at += line.getBytes(StandardCharsets.UTF_8).length + 1;
        var event = JSON.readTree(line);
        // a watch is noted down when it starts as well
        if ("ResponseComplete".equals(event.path("stage").asText())) {
          requests.merge(request(event), 1L, Long::sum);
        }
      }
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
    return requests;
  }

  private static String request(JsonNode event) {
    var object = event.path("objectRef");
    var resource = object.path("resource").asText("other");
    var part = object.path("subresource").asText("");
    return event.path("verb").asText() + " " + resource + (part.isEmpty() ? "" : "/" + part);
  }
}
