/** Holds the document and its page to what they promise. */
@NullMarked
package io.tavolo.http.docs;

import org.jspecify.annotations.NullMarked;
