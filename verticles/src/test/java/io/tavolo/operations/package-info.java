/** Tests of the operators' port. */
@NullMarked
package io.tavolo.operations;

import org.jspecify.annotations.NullMarked;
