/** Tests of the way between nodes. */
@NullMarked
package io.tavolo.cluster;

import org.jspecify.annotations.NullMarked;
