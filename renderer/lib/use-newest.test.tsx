import { render } from '@testing-library/react';
import { describe, expect, test } from 'vitest';
import { useNewest } from './use-newest.ts';

interface Page {
  readonly total: number | null;
  readonly readAt: number;
}

/** Shows the length of a list. Each length needs another page. */
function List({ of = 'keys', short, long }: { readonly of?: string; readonly short: Page; readonly long: Page }) {
  const [total, offer] = useNewest<number>(of);
  const page = (total ?? 0) > 100 ? long : short;
  offer(page.total, page.readAt);
  return <p>{total ?? 'none'}</p>;
}

describe('newest value', () => {
  test('two pages with different lengths, each needed for the length of the other › that of the newer page', () => {
    const { container } = render(<List short={{ total: 200, readAt: 2 }} long={{ total: 50, readAt: 1 }} />);
    expect(container.textContent).toBe('200');
  });

  test('a page that is read again › its new length', () => {
    const long = { total: 50, readAt: 1 };
    const { container, rerender } = render(<List short={{ total: 20, readAt: 2 }} long={long} />);
    rerender(<List short={{ total: 10, readAt: 3 }} long={long} />);
    expect(container.textContent).toBe('10');
  });

  test('another list › not the length of the former one, though its page is older', () => {
    const { container, rerender } = render(<List short={{ total: 20, readAt: 5 }} long={{ total: 0, readAt: 0 }} />);
    const unread = { total: null, readAt: 0 };
    rerender(<List of="others" short={unread} long={unread} />);
    expect(container.textContent).toBe('none');
    rerender(<List of="others" short={{ total: 7, readAt: 1 }} long={unread} />);
    expect(container.textContent).toBe('7');
  });
});
