package io.tavolo.http.problem;

/** The page that explains a type of problem, for the person who followed its URI. */
public final class ProblemPages {
  private static final String PAGE =
      """
      <!doctype html>
      <html lang="en">
      <meta charset="utf-8">
      <meta name="viewport" content="width=device-width">
      <title>%1$s</title>
      <style>body{font:16px/1.5 system-ui,sans-serif;max-width:42em;margin:3em auto;padding:0 1em}\
      code{background:#8882;padding:0 .2em}</style>
      <h1>%1$s</h1>
      <p>%2$s</p>
      <p>HTTP status <code>%3$d</code>, type <code>%4$s</code></p>
      <p><a href="/docs">The API and all its answers</a></p>
      </html>
      """;

  private ProblemPages() {}

  public static String html(ProblemType type) {
    return PAGE.formatted(
        escaped(type.title()), code(escaped(type.explanation())), type.status(), type.uri());
  }

  private static String code(String text) {
    return text.replaceAll("`([^`]*)`", "<code>$1</code>");
  }

  private static String escaped(String text) {
    return text.replace("&", "&amp;").replace("<", "&lt;").replace(">", "&gt;");
  }
}
