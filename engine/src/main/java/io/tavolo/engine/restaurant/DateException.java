package io.tavolo.engine.restaurant;

import java.time.LocalDate;
import java.util.List;

/** The shifts of one service date instead of its weekday's; none means closed. */
public record DateException(LocalDate date, List<Shift> shifts) {
  public DateException {
    shifts = List.copyOf(shifts);
  }
}
