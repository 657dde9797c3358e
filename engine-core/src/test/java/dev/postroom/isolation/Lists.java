package dev.postroom.isolation;

import static org.assertj.core.api.Assertions.assertThat;

import dev.postroom.error.FailureReason;
import dev.postroom.paging.Page;
import dev.postroom.paging.PageCursor;
import dev.postroom.paging.PageRequest;
import java.util.List;
import java.util.Optional;
import java.util.function.BiPredicate;
import java.util.function.Function;

/** Compares pages with what should be on them. */
record Lists(Turn turn) {

  /** One page, with no cursor, a cursor of this list, or one of another. */
  <N, T> void list(String name, Optional<FailureReason> refusal, Function<PageRequest, Page<T>> call, List<N> expected,
      Function<N, String> idOf, Function<T, String> shownId, BiPredicate<N, T> isShownAs) {
    Optional<CursorPool.Entry> cursor = turn.world().cursors.pick(name, turn.random());
    Optional<FailureReason> foreign = cursor.filter(entry -> !entry.list().equals(name))
        .map(entry -> FailureReason.INVALID_CURSOR);
    PageRequest request = new PageRequest(1 + turn.random().nextInt(4), cursor.map(CursorPool.Entry::cursor));
    turn.expect(refusal.or(() -> foreign), () -> call.apply(request)).ifPresent(page -> {
      List<N> rest = after(expected, idOf, cursor.map(CursorPool.Entry::after));
      check(page, rest, request.limit(), isShownAs);
      page.next().ifPresent(next -> keep(name, shownId.apply(page.items().get(page.items().size() - 1)), next));
    });
  }

  /** Ids grow with creation, so what comes after one that is gone meanwhile is known too; messages and deliveries are listed backwards. */
  private static <N> List<N> after(List<N> expected, Function<N, String> idOf, Optional<String> cursor) {
    return expected.stream().filter(node -> cursor.filter(last -> {
      int order = idOf.apply(node).compareTo(last);
      return node instanceof LetterNode || node instanceof ParcelNode ? order >= 0 : order <= 0;
    }).isEmpty()).toList();
  }

  private static <N, T> void check(Page<T> page, List<N> rest, int limit, BiPredicate<N, T> isShownAs) {
    assertThat(page.items().size()).isLessThanOrEqualTo(Math.min(limit, rest.size()));
    if (page.next().isEmpty()) {
      assertThat(page.items()).hasSameSizeAs(rest);
    } else {
      assertThat(page.items()).isNotEmpty();
    }
    for (int i = 0; i < page.items().size(); i++) {
      T shown = page.items().get(i);
      if (!isShownAs.test(rest.get(i), shown)) {
        throw new AssertionError("item %s of the page: %s for %s".formatted(i, shown, rest.get(i)));
      }
    }
  }

  private void keep(String name, String last, PageCursor cursor) {
    turn.world().cursors.add(new CursorPool.Entry(name, last, cursor), turn.random());
  }

  /** The whole list, page by page. */
  <N, T> void all(Optional<FailureReason> refusal, int limit, Function<PageRequest, Page<T>> call, List<N> expected,
      BiPredicate<N, T> isShownAs) {
    Optional<Page<T>> page = turn.expect(refusal, () -> call.apply(PageRequest.first().limit(limit)));
    int seen = 0;
    while (page.isPresent()) {
      check(page.get(), expected.subList(seen, expected.size()), limit, isShownAs);
      seen += page.get().items().size();
      page = page.get()
          .next()
          .flatMap(
              next -> turn.expect(refusal, () -> call.apply(PageRequest.first().limit(limit).after(next))));
    }
  }
}
