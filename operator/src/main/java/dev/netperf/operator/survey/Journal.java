package dev.netperf.operator.survey;

import dev.netperf.api.v1alpha1.NetPerfTest;
import dev.netperf.api.v1alpha1.survey.NetPerfSurvey;
import dev.netperf.api.v1alpha1.survey.NetPerfSurveySlice;
import dev.netperf.api.v1alpha1.survey.SurveyEntry;
import dev.netperf.api.v1alpha1.survey.SurveyPlan;
import dev.netperf.operator.memory.Remembered;
import dev.netperf.operator.survey.stage.Children;
import dev.netperf.operator.survey.stage.SurveyRecord;
import java.util.ArrayList;
import java.util.Collections;
import java.util.Comparator;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.Consumer;
import java.util.stream.Stream;

/**
 * What the slices of the runs under way have. It is read from them once, and written to them on
 * condition that nobody else did: a write that fails makes it read them anew. Of a run that has
 * ended nothing is kept.
 */
public final class Journal {
  private final Map<String, Book> books = new HashMap<>();

  /** A run's slices: those that are full are in the entries only. */
  private static final class Book {
    private final String run;
    private final List<SurveyEntry> entries = new ArrayList<>();
    private final Set<String> launched = new HashSet<>();
    private final Set<String> leaving = Collections.newSetFromMap(new Remembered<>());
    private final Set<String> deleted = Collections.newSetFromMap(new Remembered<>());
    private SurveyPlan plan;
    private int slices;
    private NetPerfSurveySlice last;
    private boolean trusted;
    private final Set<String> others = new HashSet<>();
    private boolean doubtful;

    Book(String run) {
      this.run = run;
    }

    void read(List<NetPerfSurveySlice> all) {
      plan = null;
      last = null;
      slices = 0;
      entries.clear();
      others.clear();
      all.stream()
          .sorted(Comparator.comparing(slice -> slice.getMetadata().getName()))
          .forEachOrdered(this::read);
      trusted = true;
    }

    private void read(NetPerfSurveySlice slice) {
      if (!run.equals(slice.getRun())) {
        others.add(slice.getRun());
      } else if (slice.getPlan() != null) {
        plan = slice.getPlan();
      } else {
        slices++;
        last = slice;
        entries.addAll(slice.getEntries());
      }
    }

    SurveyRecord record() {
      return new SurveyRecord(Optional.ofNullable(plan), entries, launched);
    }
  }

  /** What there is of a run, from the slices if it is not known. */
  public SurveyRecord of(NetPerfSurvey survey, String run, SurveyObjects objects) {
    var uid = survey.getMetadata().getUid();
    var book = known(uid);
    if (book == null || !book.run.equals(run)) {
      book = new Book(run);
      keep(uid, book);
    }
    if (!book.trusted) {
      try (var slices = objects.slices(survey)) {
        book.read(slices.toList());
      }
    }
    return book.record();
  }

  private synchronized Book known(String uid) {
    return books.get(uid);
  }

  private void of(String uid, Consumer<Book> note) {
    Optional.ofNullable(known(uid)).ifPresent(note);
  }

  private synchronized void keep(String uid, Book book) {
    books.put(uid, book);
  }

  /** Reads the slices anew before the next decision: whatever failed may have been done. */
  public void distrust(String uid) {
    of(uid, book -> book.trusted = false);
    doubts(uid);
  }

  /** Forgets what it knows of a survey: it has ended, or is gone. */
  public synchronized void forget(String uid) {
    books.remove(uid);
  }

  /**
   * Notes that these tests are there, but for those that the operator itself deletes; of one that
   * goes already, an operator before may have.
   */
  public void seen(String uid, List<NetPerfTest> tests) {
    of(
        uid,
        book ->
            tests.stream()
                .filter(test -> !test.isMarkedForDeletion())
                .filter(test -> !book.leaving.contains(test.getMetadata().getUid()))
                .map(Journal::name)
                .forEach(book.launched::add));
  }

  /** Notes that these tests were made. */
  public void created(String uid, List<NetPerfTest> tests) {
    of(uid, book -> tests.stream().map(Journal::name).forEach(book.launched::add));
  }

  /** Notes that a test may be there, or may come to be: its creation had no good answer. */
  public void doubts(String uid) {
    of(uid, book -> book.doubtful = true);
  }

  /** Whether a test may be there of which the caches don't know yet. */
  public boolean doubtful(String uid) {
    var book = known(uid);
    return book != null && book.doubtful;
  }

  /** Notes that the tests were read past the caches. */
  public void certain(String uid) {
    of(uid, book -> book.doubtful = false);
  }

  /** Those of which the deletion was not asked for yet, while the caches don't know of it. */
  public List<NetPerfTest> notDeletedYet(String uid, List<NetPerfTest> tests) {
    var book = known(uid);
    return book == null
        ? tests
        : tests.stream()
            .filter(test -> !book.deleted.contains(test.getMetadata().getUid()))
            .toList();
  }

  /** Notes that the operator is about to delete these tests: if they go, nobody else did it. */
  public void deleting(String uid, List<NetPerfTest> tests) {
    of(
        uid,
        book -> {
          tests.stream().map(Journal::name).forEach(book.launched::remove);
          tests.forEach(test -> book.leaving.add(test.getMetadata().getUid()));
        });
  }

  /** Notes that it has: that need not be asked for again. */
  public void deleted(String uid, List<NetPerfTest> tests) {
    of(uid, book -> tests.forEach(test -> book.deleted.add(test.getMetadata().getUid())));
  }

  private static String name(NetPerfTest test) {
    return test.getMetadata().getName();
  }

  /** Writes the plan of a run. */
  public void plan(NetPerfSurvey survey, SurveyPlan plan, SurveyObjects objects) {
    var book = known(survey.getMetadata().getUid());
    var slice = slice(survey, book.run, "plan");
    slice.setPlan(plan);
    objects.write(slice);
    book.plan = plan;
  }

  /** Appends what became of pairs, to as many slices as it takes. */
  public void append(NetPerfSurvey survey, List<SurveyEntry> entries, SurveyObjects objects) {
    var book = known(survey.getMetadata().getUid());
    var left = entries;
    while (!left.isEmpty()) {
      var begun = book.last != null && book.last.getEntries().size() < room();
      var there = begun ? book.last.getEntries() : List.<SurveyEntry>of();
      int taken = Math.min(left.size(), room() - there.size());
      var some = left.subList(0, taken);
      var slice =
          begun
              ? slice(survey, book.run, number(book.slices - 1))
              : slice(survey, book.run, number(book.slices));
      if (begun) {
        slice.getMetadata().setResourceVersion(book.last.getMetadata().getResourceVersion());
      }
      slice.setEntries(Stream.concat(there.stream(), some.stream()).toList());
      book.last = objects.write(slice);
      book.slices += begun ? 0 : 1;
      book.entries.addAll(some);
      left = left.subList(taken, left.size());
    }
  }

  /**
   * Whether slices of earlier runs are still there: what those measured stays until this run has
   * something.
   */
  public boolean outdated(String uid) {
    var book = known(uid);
    return book != null && book.slices > 0 && !book.others.isEmpty();
  }

  /**
   * Deletes what is outdated. Before, a status must have been written: that proves which run is.
   */
  public void deleteOutdated(NetPerfSurvey survey, SurveyObjects objects) {
    var book = known(survey.getMetadata().getUid());
    objects.deleteSlices(survey, book.others);
    book.others.clear();
  }

  private static int room() {
    return NetPerfSurveySlice.MOST_ENTRIES;
  }

  private static String number(int slice) {
    return "%03d".formatted(slice);
  }

  private static NetPerfSurveySlice slice(NetPerfSurvey survey, String run, String suffix) {
    var slice = new NetPerfSurveySlice();
    slice.setMetadata(Children.metadata(survey, run, suffix).build());
    slice.setRun(run);
    return slice;
  }
}
