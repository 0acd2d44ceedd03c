package io.tavolo.bench.report;

import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.function.ToDoubleFunction;

/**
 * A plot of lines as SVG, readable on light and dark pages. Immutable.
 *
 * @param x the horizontal axis
 * @param y the vertical axis
 * @param lines at most as many as there are colours: 8
 */
public record Plot(String title, Axis x, Axis y, List<Line> lines) {
  /**
   * An axis.
   *
   * @param title with its unit
   * @param logarithmic in powers of ten, for values above 0
   */
  public record Axis(String title, boolean logarithmic) {}

  /** A line through its points, from left to right. */
  public record Line(String name, List<Point> points) {}

  /** A measured value. */
  public record Point(double x, double y) {}

  private static final int WIDTH = 760;
  private static final int HEIGHT = 420;
  private static final int LEFT = 80;
  private static final int RIGHT = 20;
  private static final int TOP = 44;
  private static final int BOTTOM = 56;
  private static final int LEGEND = 18;
  private static final int TICKS = 5;

  /** Told apart by those who do not see all colours too (Okabe and Ito). */
  private static final List<String> COLOURS =
      List.of(
          "#0072b2", "#d55e00", "#009e73", "#cc79a7", "#e69f00", "#56b4e9", "#999999", "#f0e442");

  /** Where a value lies along an axis, 0..1. */
  private record Scale(double from, double to, boolean logarithmic) {
    static Scale of(Axis axis, List<Line> lines, ToDoubleFunction<Point> value) {
      double[] all =
          lines.stream().flatMap(line -> line.points().stream()).mapToDouble(value).toArray();
      double least = Double.MAX_VALUE;
      double most = -Double.MAX_VALUE;
      for (double one : all) {
        least = Math.min(least, one);
        most = Math.max(most, one);
      }
      if (axis.logarithmic()) {
        double from = Math.pow(10, Math.floor(Math.log10(least)));
        double to = Math.pow(10, Math.ceil(Math.log10(most)));
        return new Scale(from, to > from ? to : from * 10, true);
      }
      double step = step(Math.max(most, 1e-9) / TICKS);
      return new Scale(0, Math.ceil(most / step) * step, false);
    }

    double at(double value) {
      return logarithmic
          ? Math.log10(value / from) / Math.log10(to / from)
          : (value - from) / (to - from);
    }

    List<Double> ticks() {
      List<Double> ticks = new ArrayList<>();
      if (logarithmic) {
        for (double tick = from; tick < to * 1.5; tick *= 10) {
          ticks.add(tick);
        }
      } else {
        double step = step(to / TICKS);
        for (double tick = 0; tick < to + step / 2; tick += step) {
          ticks.add(tick);
        }
      }
      return ticks;
    }

    /** The next of 1, 2, 2.5, 5 times a power of ten. */
    private static double step(double least) {
      double power = Math.pow(10, Math.floor(Math.log10(least)));
      for (double factor : new double[] {1, 2, 2.5, 5}) {
        if (factor * power >= least * 0.999) {
          return factor * power;
        }
      }
      return 10 * power;
    }
  }

  /** The picture. */
  public String toSvg() {
    Scale across = Scale.of(x, lines, Point::x);
    Scale up = Scale.of(y, lines, Point::y);
    StringBuilder svg = new StringBuilder();
    svg.append(
        """
        <svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 %d %d" font-family="sans-serif" font-size="13">
        <rect width="100%%" height="100%%" fill="#ffffff"/>
        <text x="%d" y="24" font-size="16" font-weight="bold" fill="#222222">%s</text>
        """
            .formatted(WIDTH, HEIGHT, LEFT, escape(title)));
    for (double tick : across.ticks()) {
      double at = left(across, tick);
      line(svg, at, TOP, at, HEIGHT - BOTTOM, "#e5e5e5");
      text(svg, at, HEIGHT - BOTTOM + 18, "middle", label(tick));
    }
    for (double tick : up.ticks()) {
      double at = top(up, tick);
      line(svg, LEFT, at, WIDTH - RIGHT, at, "#e5e5e5");
      text(svg, LEFT - 8, at + 4, "end", label(tick));
    }
    text(svg, (LEFT + WIDTH - RIGHT) / 2.0, HEIGHT - 14, "middle", x.title());
    svg.append(
        """
        <text transform="translate(18 %d) rotate(-90)" text-anchor="middle" fill="#444444">%s</text>
        """
            .formatted((TOP + HEIGHT - BOTTOM) / 2, escape(y.title())));
    for (int i = 0; i < lines.size(); i++) {
      draw(svg, lines.get(i), i, across, up);
    }
    return svg.append("</svg>\n").toString();
  }

  private void draw(StringBuilder svg, Line line, int index, Scale across, Scale up) {
    String colour = COLOURS.get(index);
    StringBuilder path = new StringBuilder();
    StringBuilder dots = new StringBuilder();
    for (Point point : line.points()) {
      double cx = left(across, point.x());
      double cy = top(up, point.y());
      path.append(String.format(Locale.ROOT, "%s%.1f,%.1f", path.isEmpty() ? "" : " ", cx, cy));
      dots.append(
          String.format(
              Locale.ROOT,
              "<circle cx=\"%.1f\" cy=\"%.1f\" r=\"3\" fill=\"%s\"/>%n",
              cx,
              cy,
              colour));
    }
    svg.append(
        "<polyline points=\"%s\" fill=\"none\" stroke=\"%s\" stroke-width=\"2\"/>\n"
            .formatted(path, colour));
    svg.append(dots);
    double legend = TOP + 12 + index * LEGEND;
    svg.append(
        String.format(
            Locale.ROOT,
            "<text x=\"%d\" y=\"%.1f\" text-anchor=\"end\" fill=\"%s\" font-weight=\"bold\">%s</text>%n",
            WIDTH - RIGHT - 6,
            legend,
            colour,
            escape(line.name())));
  }

  private static double left(Scale scale, double value) {
    return LEFT + scale.at(value) * (WIDTH - RIGHT - LEFT);
  }

  private static double top(Scale scale, double value) {
    return HEIGHT - BOTTOM - scale.at(value) * (HEIGHT - BOTTOM - TOP);
  }

  private static void line(
      StringBuilder svg, double x1, double y1, double x2, double y2, String colour) {
    svg.append(
        String.format(
            Locale.ROOT,
            "<line x1=\"%.1f\" y1=\"%.1f\" x2=\"%.1f\" y2=\"%.1f\" stroke=\"%s\"/>%n",
            x1,
            y1,
            x2,
            y2,
            colour));
  }

  private static void text(StringBuilder svg, double x, double y, String anchor, String text) {
    svg.append(
        String.format(
            Locale.ROOT,
            "<text x=\"%.1f\" y=\"%.1f\" text-anchor=\"%s\" fill=\"#444444\">%s</text>%n",
            x,
            y,
            anchor,
            escape(text)));
  }

  private static String label(double value) {
    boolean whole = value == Math.rint(value);
    return String.format(Locale.ROOT, whole ? "%,.0f" : "%.3g", value);
  }

  private static String escape(String text) {
    return text.replace("&", "&amp;").replace("<", "&lt;").replace(">", "&gt;");
  }
}
