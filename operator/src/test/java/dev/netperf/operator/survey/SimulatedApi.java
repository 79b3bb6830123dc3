package dev.netperf.operator.survey;

import dev.netperf.api.v1alpha1.NetPerfTest;
import dev.netperf.api.v1alpha1.NetPerfTestSpec;
import dev.netperf.api.v1alpha1.survey.NetPerfSurvey;
import dev.netperf.api.v1alpha1.survey.NetPerfSurveySlice;
import dev.netperf.api.v1alpha1.survey.NetPerfSurveySpec;
import dev.netperf.operator.fake.Store;
import dev.netperf.operator.fake.Store.Change;
import dev.netperf.operator.fake.Store.Kind;
import dev.netperf.operator.simulation.Agenda;
import dev.netperf.operator.simulation.ApiServer;
import dev.netperf.operator.simulation.Story;
import dev.netperf.operator.survey.SurveyTruth.Hand;
import io.fabric8.kubernetes.api.model.HasMetadata;
import io.fabric8.kubernetes.api.model.ObjectMetaBuilder;
import io.fabric8.kubernetes.client.KubernetesClientException;
import io.fabric8.kubernetes.client.utils.KubernetesSerialization;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Optional;

/** What an API server does with a request that reaches it, and the garbage collector behind it. */
final class SimulatedApi {
  static final String NAMESPACE = "team-a";
  private static final String FINALIZER = "somebody.example/keeps";
  private static final int GARBAGE_COLLECTION = 1500;
  private static final KubernetesSerialization JSON = new KubernetesSerialization();

  private final Agenda agenda;
  private final Store store;
  private final SurveyTruth truth;
  private final Story story;

  /** Whether everything goes through JSON, as it really does; it takes its time. */
  private final boolean json;

  /** New tests are refused with this. */
  private Optional<KubernetesClientException> refusal = Optional.empty();

  /** Somebody's webhook puts a finalizer on new tests. */
  private boolean keeping;

  SimulatedApi(Agenda agenda, Store store, SurveyTruth truth, Story story, boolean json) {
    this.agenda = agenda;
    this.store = store;
    this.truth = truth;
    this.story = story;
    this.json = json;
    store.watch(this::collect);
  }

  // ---- what operators ask ----

  NetPerfSurvey applyStatus(NetPerfSurvey given) {
    var there = store.survey().filter(survey -> name(survey).equals(name(given)));
    if (there.isEmpty()) {
      throw ApiServer.error(404, "netperfsurveys not found");
    }
    onCondition(given, there.get());
    var status = sent(given, NetPerfSurvey.class).getStatus();
    if (status.equals(there.get().getStatus())) {
      return there.get();
    }
    var changed = there.get().copy();
    changed.setStatus(status);
    return store.put(changed);
  }

  NetPerfTest create(NetPerfTest test) {
    if (store.test(name(test)).isPresent()) {
      throw ApiServer.error(409, "netperftests \"" + name(test) + "\" already exists");
    }
    if (refusal.isPresent()) {
      throw refusal.get();
    }
    var made = sent(test, NetPerfTest.class).copy();
    made.getMetadata().setGeneration(1L);
    if (keeping) {
      made.getMetadata().setFinalizers(List.of(FINALIZER));
    }
    return store.put(made);
  }

  NetPerfSurveySlice write(NetPerfSurveySlice slice) {
    var there = (NetPerfSurveySlice) store.all(Kind.SLICE).get(name(slice));
    if (slice.getMetadata().getResourceVersion() == null) {
      if (there != null) {
        throw ApiServer.error(409, "netperfsurveyslices \"" + name(slice) + "\" already exists");
      }
      return store.put(copy(sent(slice, NetPerfSurveySlice.class)));
    }
    if (there == null) {
      throw ApiServer.error(404, "netperfsurveyslices not found");
    }
    onCondition(slice, there);
    var changed = copy(sent(slice, NetPerfSurveySlice.class));
    changed.getMetadata().setUid(there.getMetadata().getUid());
    return store.put(changed);
  }

  private static void onCondition(HasMetadata given, HasMetadata there) {
    var wanted = given.getMetadata().getResourceVersion();
    if (wanted != null && !wanted.equals(there.getMetadata().getResourceVersion())) {
      throw ApiServer.error(409, "the object has been modified");
    }
  }

  private <T> T sent(T object, Class<T> type) {
    return json ? JSON.unmarshal(JSON.asJson(object), type) : object;
  }

  static int size(NetPerfSurvey survey) {
    return JSON.asJson(survey.getStatus()).getBytes(StandardCharsets.UTF_8).length;
  }

  /** One with a finalizer stays until that is taken from it. */
  void delete(NetPerfTest test, Hand by) {
    truth.deleted(test.getMetadata().getUid(), by);
    if (test.getMetadata().getFinalizers().isEmpty()) {
      store.remove(test);
    } else if (!test.isMarkedForDeletion()) {
      var changed = test.copy();
      changed.getMetadata().setDeletionTimestamp(agenda.now().toString());
      store.put(changed);
    }
  }

  // ---- what users and controllers ask ----

  NetPerfSurvey createSurvey(String name, NetPerfSurveySpec spec) {
    var survey = new NetPerfSurvey();
    survey.setMetadata(
        new ObjectMetaBuilder().withName(name).withNamespace(NAMESPACE).withGeneration(1L).build());
    survey.setSpec(spec);
    return store.put(survey);
  }

  NetPerfTest createTest(String name, NetPerfTestSpec spec) {
    var test = new NetPerfTest();
    test.setMetadata(
        new ObjectMetaBuilder().withName(name).withNamespace(NAMESPACE).withGeneration(1L).build());
    test.setSpec(spec);
    return store.put(test);
  }

  void updateSpec(NetPerfSurvey there, NetPerfSurveySpec spec) {
    if (!spec.equals(there.getSpec())) {
      var changed = there.copy();
      changed.setSpec(spec);
      changed.getMetadata().setGeneration(there.getMetadata().getGeneration() + 1);
      store.put(changed);
    }
  }

  void refuseTests(KubernetesClientException answer) {
    refusal = Optional.of(answer);
  }

  void admitTests() {
    refusal = Optional.empty();
  }

  /** From now on new tests are kept when they are deleted. */
  void keepTests() {
    keeping = true;
  }

  /** No test is kept any more. */
  void letTestsGo() {
    keeping = false;
    for (var test : store.tests()) {
      if (!test.getMetadata().getFinalizers().isEmpty()) {
        var changed = test.copy();
        changed.getMetadata().setFinalizers(List.of());
        if (test.isMarkedForDeletion()) {
          store.remove(test);
        } else {
          store.put(changed);
        }
      }
    }
  }

  /** What a survey owned goes with it, and what is created for one that is gone as well. */
  private void collect(Change change) {
    if ((change.kind() == Kind.SURVEY && change.after() == null)
        || (change.before() == null
            && !change.object().getMetadata().getOwnerReferences().isEmpty())) {
      agenda.in(GARBAGE_COLLECTION, this::orphans);
    }
  }

  private void orphans() {
    store.slices().stream().filter(this::ownerIsGone).toList().forEach(store::remove);
    for (var test : store.tests()) {
      if (ownerIsGone(test)) {
        story.tell("garbage", "collects %s", name(test));
        delete(test, Hand.NOBODY);
      }
    }
  }

  private boolean ownerIsGone(HasMetadata object) {
    var owners = object.getMetadata().getOwnerReferences();
    return !owners.isEmpty()
        && store
            .survey()
            .filter(survey -> survey.getMetadata().getUid().equals(owners.get(0).getUid()))
            .isEmpty();
  }

  private static NetPerfSurveySlice copy(NetPerfSurveySlice slice) {
    var copy = new NetPerfSurveySlice();
    copy.setMetadata(new ObjectMetaBuilder(slice.getMetadata()).build());
    copy.setRun(slice.getRun());
    copy.setPlan(slice.getPlan());
    copy.setEntries(slice.getEntries());
    return copy;
  }

  private static String name(HasMetadata object) {
    return object.getMetadata().getName();
  }
}
