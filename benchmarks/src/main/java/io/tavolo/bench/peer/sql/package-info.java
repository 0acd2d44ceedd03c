/**
 * The peers that most people would build: what is free is asked of the database at every booking,
 * and the database keeps two from having one table.
 *
 * <p>They apply the same rules by asking the same engine, write the same rows, prepare their
 * statements and hold their sessions. They book and cancel, and do nothing else. Start at {@link
 * io.tavolo.bench.peer.sql.SqlRouter}.
 */
@NullMarked
package io.tavolo.bench.peer.sql;

import org.jspecify.annotations.NullMarked;
