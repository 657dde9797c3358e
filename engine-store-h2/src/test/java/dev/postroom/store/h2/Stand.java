package dev.postroom.store.h2;

import java.util.List;

/**
 * After how many of their acts some customers stand.
 *
 * @param acknowledged
 *          of each, how many were acknowledged, and so at least
 * @param begun
 *          of each, how many were begun, and so at most
 */
record Stand(List<Integer> acknowledged, List<Integer> begun) {

  /** Once nothing goes on any more. */
  static Stand of(List<Customer> customers) {
    return whileTaking(customers, () -> {
    });
  }

  /** Of a state that is taken meanwhile: what is acknowledged before is in it, what is not begun after is not. */
  static Stand whileTaking(List<Customer> customers, Runnable state) {
    List<Integer> acknowledged = customers.stream().map(Customer::acknowledged).toList();
    state.run();
    return new Stand(acknowledged, customers.stream().map(Customer::begun).toList());
  }

  /** Takes the customers back to it. */
  void restore(List<Customer> customers) {
    for (int i = 0; i < customers.size(); i++) {
      customers.get(i).standsBetween(acknowledged.get(i), begun.get(i));
    }
  }
}
