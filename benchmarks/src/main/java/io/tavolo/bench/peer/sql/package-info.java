/**
 * The peers that most people would build: what is free is asked of the database at every booking,
 * and the database keeps two from having one table.
 *
 * <p>They apply the same rules by asking the same engine, write the same rows, prepare their
 * statements and hold their sessions. They book and cancel, and do nothing else.
 *
 * <p>Connections were swept in runs of two rounds, in each of which the servers of a column were
 * beside each other, on a machine of two cores that was busy with other work (3,000 restaurants,
 * 256 diners; writes/s, medians):
 *
 * <pre>
 *   connections                8     16     32     64
 *   for-update        hot    377    496    736    685
 *   for-update        spread 1,260  1,283  1,168  1,548
 *   single-statement  hot    928  1,550  1,303  1,332
 *   single-statement  spread 1,439  1,612  1,340  1,836
 * </pre>
 *
 * <p>From 16 on no size is better at everything, and none was compared with another in one run: 16
 * are taken for both. {@code --peer-connections} sets another number.
 *
 * <p>Start at {@link io.tavolo.bench.peer.sql.SqlRouter}.
 */
@NullMarked
package io.tavolo.bench.peer.sql;

import org.jspecify.annotations.NullMarked;
