/**
 * How results are shown: {@link io.tavolo.bench.report.Table} as Markdown, {@link
 * io.tavolo.bench.report.Plot} as SVG. Knows nothing of what was measured.
 */
@NullMarked
package io.tavolo.bench.report;

import org.jspecify.annotations.NullMarked;
