package io.tavolo.bench.report;

import static org.assertj.core.api.Assertions.assertThat;

import io.tavolo.bench.report.Plot.Axis;
import io.tavolo.bench.report.Plot.Line;
import io.tavolo.bench.report.Plot.Point;
import java.io.StringReader;
import java.util.ArrayList;
import java.util.List;
import javax.xml.parsers.DocumentBuilderFactory;
import org.assertj.core.data.Offset;
import org.junit.jupiter.api.Test;
import org.w3c.dom.Document;
import org.w3c.dom.Element;
import org.xml.sax.InputSource;

class PlotTest {
  @Test
  void shouldDrawEveryPointWhereItsValueIs() throws Exception {
    Plot plot =
        new Plot(
            "goodput < offered",
            new Axis("offered/s", true),
            new Axis("goodput/s", false),
            List.of(
                new Line("tavolo", List.of(new Point(10, 0), new Point(1_000, 100))),
                new Line("peer", List.of(new Point(100, 50)))));
    List<Element> dots = elements(plot, "circle");
    assertThat(dots).hasSize(3);
    double left = number(dots.get(0), "cx");
    double right = number(dots.get(1), "cx");
    assertThat(number(dots.get(2), "cx")).isEqualTo((left + right) / 2, within());
    double bottom = number(dots.get(0), "cy");
    double top = number(dots.get(1), "cy");
    assertThat(top).isLessThan(bottom);
    assertThat(number(dots.get(2), "cy")).isEqualTo((top + bottom) / 2, within());
    assertThat(elements(plot, "polyline")).hasSize(2);
    assertThat(elements(plot, "text").stream().map(Element::getTextContent))
        .contains("goodput < offered", "tavolo", "peer", "10", "100", "1,000");
  }

  private static Offset<Double> within() {
    return Offset.offset(0.11);
  }

  private static double number(Element element, String attribute) {
    return Double.parseDouble(element.getAttribute(attribute));
  }

  private static List<Element> elements(Plot plot, String tag) throws Exception {
    Document document =
        DocumentBuilderFactory.newInstance()
            .newDocumentBuilder()
            .parse(new InputSource(new StringReader(plot.toSvg())));
    List<Element> found = new ArrayList<>();
    for (int i = 0; i < document.getElementsByTagName(tag).getLength(); i++) {
      found.add((Element) document.getElementsByTagName(tag).item(i));
    }
    return found;
  }
}
