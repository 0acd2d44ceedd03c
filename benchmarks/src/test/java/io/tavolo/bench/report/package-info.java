/** Tests of how results are shown. */
@NullMarked
package io.tavolo.bench.report;

import org.jspecify.annotations.NullMarked;
