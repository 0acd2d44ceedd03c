package io.tavolo.node;

import io.micrometer.core.instrument.binder.jvm.JvmGcMetrics;
import io.micrometer.core.instrument.binder.jvm.JvmMemoryMetrics;
import io.micrometer.core.instrument.binder.jvm.JvmThreadMetrics;
import io.micrometer.core.instrument.binder.system.ProcessorMetrics;
import io.micrometer.prometheusmetrics.PrometheusConfig;
import io.micrometer.prometheusmetrics.PrometheusMeterRegistry;
import io.vertx.micrometer.Label;
import io.vertx.micrometer.MetricsDomain;
import io.vertx.micrometer.MicrometerMetricsFactory;
import io.vertx.micrometer.MicrometerMetricsOptions;
import io.vertx.micrometer.VertxPrometheusOptions;
import java.util.EnumSet;

/** The node's meters, all in one registry. */
final class Telemetry implements AutoCloseable {
  private final PrometheusMeterRegistry registry =
      new PrometheusMeterRegistry(PrometheusConfig.DEFAULT);
  private final JvmGcMetrics gc = new JvmGcMetrics();

  Telemetry() {
    gc.bindTo(registry);
    new JvmMemoryMetrics().bindTo(registry);
    new JvmThreadMetrics().bindTo(registry);
    new ProcessorMetrics().bindTo(registry);
  }

  PrometheusMeterRegistry registry() {
    return registry;
  }

  /**
   * What makes Vert.x count its own: HTTP server, pools, event bus; without paths, methods and
   * peers, which clients choose.
   */
  MicrometerMetricsFactory factory() {
    return new MicrometerMetricsFactory(registry);
  }

  static MicrometerMetricsOptions options() {
    MicrometerMetricsOptions options =
        new MicrometerMetricsOptions()
            .setEnabled(true)
            .setPrometheusOptions(new VertxPrometheusOptions().setEnabled(true))
            .setLabels(
                EnumSet.of(Label.HTTP_CODE, Label.POOL_NAME, Label.POOL_TYPE, Label.NAMESPACE));
    // Every lane and every reply would be counted on the hot path, and says nothing that tavolo.*
    // does not.
    options.addDisabledMetricsCategory(MetricsDomain.NET_CLIENT);
    options.addDisabledMetricsCategory(MetricsDomain.NET_SERVER);
    options.addDisabledMetricsCategory(MetricsDomain.VERTICLES);
    return options;
  }

  @Override
  public void close() {
    gc.close();
    registry.close();
  }
}
