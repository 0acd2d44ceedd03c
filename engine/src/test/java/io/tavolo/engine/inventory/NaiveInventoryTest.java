package io.tavolo.engine.inventory;

import io.tavolo.engine.restaurant.FloorPlan;

final class NaiveInventoryTest extends InventoryContract {
  @Override
  Inventory create(FloorPlan plan) {
    return new NaiveInventory(plan);
  }
}
