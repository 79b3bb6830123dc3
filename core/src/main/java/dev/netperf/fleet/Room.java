package dev.netperf.fleet;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.util.ArrayList;
import java.util.List;

/**
 * Room in a status. Whatever the fleet, its labels and its template, a status stays below 128 KB
 * (131,072 bytes): of these 18,000 are left for conditions and the rest.
 */
final class Room {
  /** Of the rows of groups, in bytes. */
  static final int OF_GROUPS = 82_000;

  /** Of verdicts; they take it from the rows of groups. */
  static final int OF_VERDICTS = 12_000;

  /** Of former runs. */
  static final int OF_HISTORY = 14_000;

  /** Of pairs that failed. */
  static final int OF_FAILURES = 11_000;

  /** Of nodes that were not measured. */
  static final int OF_UNMEASURED = 6_000;

  private static final ObjectMapper JSON = new ObjectMapper();
  private int left;

  Room(int bytes) {
    left = bytes;
  }

  /** How much of it is left, in bytes. */
  int left() {
    return left;
  }

  /** Takes the room of a part, if there is so much. */
  boolean takes(Object part) {
    int bytes = bytes(part);
    if (bytes > left) {
      return false;
    }
    left -= bytes;
    return true;
  }

  /** The first of these that there is room for, at most so many. */
  <T> List<T> first(List<T> parts, int most) {
    var taken = new ArrayList<T>();
    for (var part : parts) {
      if (taken.size() == most || !takes(part)) {
        break;
      }
      taken.add(part);
    }
    return taken;
  }

  /** With the comma behind it. */
  private static int bytes(Object part) {
    try {
      return JSON.writeValueAsBytes(part).length + 1;
    } catch (JsonProcessingException e) {
      throw new IllegalStateException(e);
    }
  }
}
