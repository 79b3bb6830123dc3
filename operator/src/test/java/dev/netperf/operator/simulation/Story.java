package dev.netperf.operator.simulation;

import java.util.ArrayList;
import java.util.List;
import java.util.Locale;

/** What happened, for whoever has to understand a failing seed. */
public final class Story {
  private final Agenda agenda;
  private final boolean told;
  private final List<String> lines = new ArrayList<>();

  /** A story, or none, which is cheaper. */
  public Story(Agenda agenda, boolean told) {
    this.agenda = agenda;
    this.told = told;
  }

  /** A line of it: who, and in the words of {@link String#format} what. */
  @SuppressWarnings("AnnotateFormatMethod") // its annotation is in no library of ours
  public void tell(String who, String what, Object... details) {
    if (told) {
      lines.add(
          String.format(
              Locale.ROOT, "%9.3f  %-11s %s", agenda.millis() / 1e3, who, what.formatted(details)));
    }
  }

  @Override
  public String toString() {
    return String.join("\n", lines);
  }
}
