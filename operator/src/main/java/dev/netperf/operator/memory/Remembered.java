package dev.netperf.operator.memory;

import java.util.LinkedHashMap;
import java.util.Map;

/**
 * What was put last, and no more than {@value #MOST}: far more than matter at a time.
 *
 * @param <V> what is remembered of a name
 */
public final class Remembered<V> extends LinkedHashMap<String, V> {
  private static final long serialVersionUID = 1;
  private static final int MOST = 20_000;

  /** Nothing yet. */
  public Remembered() {
    super(16, 0.75f, true);
  }

  @Override
  protected boolean removeEldestEntry(Map.Entry<String, V> eldest) {
    return size() > MOST;
  }
}
