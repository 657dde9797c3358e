package dev.postroom.benchmarks.ingest;

/**
 * One server's turn with one load.
 *
 * @param sent
 *          what was sent
 * @param cpuSeconds
 *          what processor time the server took, until all was where it belongs
 */
record Turn(Sent sent, double cpuSeconds) {

  double perSecond() {
    return sent.perSecond();
  }

  double cpuMicrosPerMessage() {
    return cpuSeconds * 1e6 / sent.messages();
  }
}
