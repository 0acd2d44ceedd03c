/** Tests of the import: reading, reporting, and the whole way into a running node. */
@NullMarked
package io.tavolo.importer;

import org.jspecify.annotations.NullMarked;
