package dev.netperf.operator.observe;

import static org.assertj.core.api.Assertions.assertThat;

import io.fabric8.kubernetes.api.model.ListOptions;
import io.fabric8.kubernetes.api.model.NodeBuilder;
import io.fabric8.kubernetes.api.model.NodeList;
import io.fabric8.kubernetes.api.model.NodeListBuilder;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

class PagesTest {
  private final List<ListOptions> asked = new ArrayList<>();

  private NodeList page(ListOptions options) {
    asked.add(options);
    return new NodeListBuilder()
        .withNewMetadata()
        .withContinue(asked.size() < 3 ? "after-" + asked.size() : asked.size() == 3 ? "" : null)
        .endMetadata()
        .withItems(new NodeBuilder().withNewMetadata().withName("n" + asked.size()).and().build())
        .build();
  }

  @Test
  void aListComesPageAfterPage() {
    var nodes = Pages.all(7, this::page).toList();

    assertThat(nodes).extracting(n -> n.getMetadata().getName()).containsExactly("n1", "n2", "n3");
    assertThat(asked).extracting(ListOptions::getLimit).containsOnly(7L);
    assertThat(asked)
        .extracting(ListOptions::getContinue)
        .containsExactly(null, "after-1", "after-2");
  }
}
