package dev.netperf.fleet;

import dev.netperf.api.v1alpha1.survey.GroupFigures;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.IntStream;

/**
 * Those of the rows that a status shows: the first ones. The others, often thousands, aren't made.
 */
final class Shown {
  private static final int MOST_ROWS = 64;
  private static final int MOST_RESULTS = 400;
  private static final int STEP = 10;

  private Shown() {}

  /**
   * At least the first one, if need be without its last figures.
   *
   * @param bytes how much room there is
   */
  static List<GroupFigures> of(GroupRows rows, int bytes) {
    var room = new Room(bytes);
    var shown = new ArrayList<GroupFigures>();
    int results = 0;
    for (var key : rows.keys()) {
      var row = rows.row(key);
      var whole = shown.isEmpty() ? fitting(row, bytes) : row;
      results += whole.results().size();
      if (shown.size() == MOST_ROWS || results > MOST_RESULTS || !room.takes(whole)) {
        break;
      }
      shown.add(whole);
    }
    return shown;
  }

  private static GroupFigures fitting(GroupFigures row, int bytes) {
    return IntStream.iterate(MOST_RESULTS, most -> most > 0, most -> most - STEP)
        .mapToObj(most -> cut(row, most))
        .filter(cut -> new Room(bytes).takes(cut))
        .findFirst()
        .orElseGet(() -> cut(row, 0));
  }

  private static GroupFigures cut(GroupFigures row, int most) {
    return new GroupFigures(
        row.group(),
        row.with(),
        row.nodes(),
        row.pairs(),
        row.results().stream().limit(most).toList(),
        row.comparisons().stream().limit(most).toList(),
        row.price(),
        row.unmeasured());
  }
}
