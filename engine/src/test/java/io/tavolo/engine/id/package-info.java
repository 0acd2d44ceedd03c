/** Ids and hashes as they are spelled and stored: the values here never change. */
@NullMarked
package io.tavolo.engine.id;

import org.jspecify.annotations.NullMarked;
