/** Identifiers, and the shard they lead to. The only place that hashes or spells an id. */
@NullMarked
package io.tavolo.engine.id;

import org.jspecify.annotations.NullMarked;
