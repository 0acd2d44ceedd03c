package io.tavolo.http.json;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.tavolo.engine.restaurant.Fault;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class JsonInTest {
  private final Faults faults = new Faults();
  private int size;
  private @Nullable String name;
  private final List<String> tags = new ArrayList<>();

  @Test
  void shouldReadEachMemberAsItsType() throws Exception {
    read("{\"size\":4,\"name\":\"Ada \\ud83d\\ude00\",\"tags\":[\"a\",\"b\"],\"inner\":{\"x\":1}}");

    assertThat(faults.list()).isEmpty();
    assertThat(size).isEqualTo(4);
    assertThat(name).isEqualTo("Ada 😀");
    assertThat(tags).containsExactly("a", "b");
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "{\"size\":\"4\"}             | /size",
        "{\"size\":4.0}               | /size",
        "{\"size\":4e0}               | /size",
        "{\"size\":1e400}             | /size",
        "{\"size\":null}              | /size",
        "{\"size\":true}              | /size",
        "{\"size\":[4]}               | /size",
        "{\"size\":{\"a\":[1]}}       | /size",
        "{\"size\":0}                 | /size",
        "{\"size\":-1}                | /size",
        "{\"size\":1000000000}        | /size",
        "{\"size\":99999999999999999999999999} | /size",
        "{\"size\":4,\"size\":4}      | /size",
        "{\"size\":4,\"other\":[{}]}  | /other",
        "{\"size\":4,\"a/b~c\":1}     | /a~1b~0c",
        "{\"size\":4,\"\\ud83d\\ude00\":1} | /😀",
        "{\"size\":4,\"name\":7}      | /name",
        "{\"size\":4,\"name\":\"\"}   | /name",
        "{\"size\":4,\"name\":\"   \"}| /name",
        "{\"size\":4,\"name\":\"a\\u0000\"}        | /name",
        "{\"size\":4,\"name\":\"\\ud800\"}         | /name",
        "{\"size\":4,\"name\":\"\\udc00\\ud800\"}  | /name",
        "{\"size\":4,\"name\":\"\\ud800x\"}        | /name",
        "{\"size\":4,\"tags\":[\"a\",1]}           | /tags/1",
        "{\"size\":4,\"tags\":[\"a\",\"b\",\"c\"]} | /tags",
        "{\"size\":4,\"tags\":{}}                  | /tags",
        "{\"size\":4,\"inner\":{}}                 | /inner/x",
        "{\"size\":4,\"inner\":{\"x\":1,\"y\":2}}  | /inner/y",
        "{\"name\":\"Ada\"}                        | /size",
      })
  void shouldPointToTheFault(String json, String pointer) throws Exception {
    read(json);

    assertThat(faults.list()).extracting(Fault::pointer).containsExactly(pointer);
  }

  @ParameterizedTest
  @ValueSource(strings = {"[]", "4", "\"a\"", "null", "true"})
  void shouldRefuseABodyThatIsNoObjectAtItsRoot(String json) throws Exception {
    read(json);

    assertThat(faults.list()).extracting(Fault::pointer).containsExactly("");
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "a\\u0000",
        "\\u0000",
        "\\ud800",
        "\\udc00",
        "\\ud800x",
        "\\ud800\\u0041",
        "\\udc00\\ud800"
      })
  void shouldPointToTheObjectWhenANameIsNoText(String name) throws Exception {
    read("{\"size\":4,\"" + name + "\":1}");

    assertThat(faults.list()).hasSize(1).allMatch(fault -> fault.pointer().isEmpty());
    assertThat(faults.list()).noneMatch(fault -> fault.detail().contains("\u0000"));
  }

  @Test
  void shouldTellEveryFaultAtOnce() throws Exception {
    read("{\"size\":\"4\",\"name\":1,\"tags\":[true,false],\"what\":0}");

    assertThat(faults.list())
        .extracting(Fault::pointer)
        .containsExactly("/size", "/name", "/tags/0", "/tags/1", "/what");
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "",
        " ",
        "{",
        "{\"size\":4",
        "{\"size\":4}}",
        "{\"size\":4} {}",
        "{size:4}",
        "{'size':4}",
        "{\"size\":04}",
        "{\"size\":NaN}",
        "{\"size\":4,}",
        "{\"size\":+4}",
        "{\"name\":\"\\x\"}",
        "{\"name\":\"a\nb\"}",
        "{\"name\":\"\\u12\"}",
        "nul",
        "surrogate",
        "{\"size\":surrogate}",
        "{\"size\":Broken surrogate pair in field name}",
        "{\"name\":\"\u0000\"}",
        "// a\n{}",
      })
  void shouldRefuseWhatIsNotJson(String text) {
    assertThatThrownBy(() -> read(text)).isInstanceOf(MalformedJsonException.class);
  }

  @Test
  void shouldSayWhereReadingStopped() {
    assertThatThrownBy(() -> read("{\n  \"size\": oops}"))
        .isInstanceOf(MalformedJsonException.class)
        .hasMessageContaining("line 2");
  }

  @ParameterizedTest
  @ValueSource(ints = {33, 1_000, 30_000})
  void shouldRefuseDeepNesting(int depth) {
    String deep = "{\"what\":" + "[".repeat(depth) + "]".repeat(depth) + "}";

    assertThatThrownBy(() -> read(deep)).isInstanceOf(MalformedJsonException.class);
  }

  @Test
  void shouldPointToANumberOfAnyLength() throws Exception {
    read("{\"size\":" + "9".repeat(60_000) + ",\"inner\":{\"x\":-" + "9".repeat(300) + "}}");

    assertThat(faults.list()).extracting(Fault::pointer).containsExactly("/size", "/inner/x");
    assertThat(faults.list()).allMatch(fault -> fault.detail().length() < 200);
  }

  @Test
  void shouldRefuseNamesBeyondReason() {
    assertThatThrownBy(() -> read("{\"" + "a".repeat(60_000) + "\":1}"))
        .isInstanceOf(MalformedJsonException.class);
  }

  @Test
  void shouldBoundHowManyFaultsItTells() throws Exception {
    StringBuilder json = new StringBuilder("{\"size\":4");
    for (int i = 0; i < 5_000; i++) {
      json.append(",\"x").append(i).append("\":1");
    }
    read(json.append('}').toString());

    assertThat(faults.list()).hasSize(Faults.MAX);
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "80",
        "c080",
        "c3",
        "c328",
        "e28028",
        "eda080",
        "f0808080",
        "f4908080",
        "f8888080",
        "ff",
        "fefe",
        "e282",
        "f09f98",
      })
  void shouldRefuseBytesThatAreNotUtf8(String hex) {
    byte[] bad = java.util.HexFormat.of().parseHex(hex);
    byte[] head = "{\"name\":\"".getBytes(StandardCharsets.UTF_8);
    byte[] body = new byte[head.length + bad.length + 2];
    System.arraycopy(head, 0, body, 0, head.length);
    System.arraycopy(bad, 0, body, head.length, bad.length);
    body[body.length - 2] = '"';
    body[body.length - 1] = '}';

    assertThatThrownBy(() -> read(body))
        .isInstanceOf(MalformedJsonException.class)
        .hasMessageContaining("UTF-8");
  }

  @Test
  void shouldRefuseOtherEncodings() {
    assertThatThrownBy(() -> read("{\"size\":4}".getBytes(StandardCharsets.UTF_16BE)))
        .isInstanceOf(MalformedJsonException.class);
    assertThatThrownBy(() -> read("{\"size\":4}".getBytes(StandardCharsets.UTF_16)))
        .isInstanceOf(MalformedJsonException.class);
  }

  @Test
  void shouldTakeEveryCharacterThatIsText() throws Exception {
    StringBuilder all = new StringBuilder();
    for (int c = ' '; c <= Character.MAX_CODE_POINT; c += 97) {
      if (c != '"' && c != '\\' && (c < 0xd800 || c > 0xdfff)) {
        all.appendCodePoint(c);
      }
    }
    read("{\"size\":4,\"name\":\"" + all + "\"}");

    assertThat(faults.list()).isEmpty();
    assertThat(name).isEqualTo(all.toString());
  }

  private void read(String json) throws MalformedJsonException {
    read(json.getBytes(StandardCharsets.UTF_8));
  }

  private void read(byte[] json) throws MalformedJsonException {
    JsonIn.read(
        json,
        faults,
        List.of("size"),
        (member, in) -> {
          switch (member) {
            case "size" -> size = in.integer(1, 100);
            case "name" -> name = in.text(1, 100_000);
            case "tags" -> in.array(2, item -> tags.add(item.text(1, 10)));
            case "inner" ->
                in.object(
                    List.of("x"),
                    (inner, value) -> {
                      if (!inner.equals("x")) {
                        return false;
                      }
                      value.integer();
                      return true;
                    });
            default -> {
              return false;
            }
          }
          return true;
        });
  }
}
