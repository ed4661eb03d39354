import { useEffect, useLayoutEffect, useRef, useState } from "preact/hooks";

/** Nearer to the end than this, the person is reading the newest. */
const NEAR = 80;

/**
 * Keeps a transcript at its end while its reader is there, and where they are while they are not.
 * @param {{key: string, last: number, mine: boolean}} shown the list, its newest message, and whether that is one's own
 */
export function useScroll({ key, last, mine }) {
  const box = useRef(null);
  const atEnd = useRef(true);
  const [away, setAway] = useState(false);
  const toEnd = () => {
    if (box.current) box.current.scrollTop = box.current.scrollHeight;
  };

  useLayoutEffect(() => {
    atEnd.current = true;
    setAway(false);
    toEnd();
  }, [key]);

  useLayoutEffect(() => {
    if (mine || atEnd.current) toEnd();
  }, [last]);

  // Pictures, keyboards and a growing composer change the heights.
  useEffect(() => {
    const observer = new ResizeObserver(() => atEnd.current && toEnd());
    observer.observe(box.current);
    for (const child of box.current.children) observer.observe(child);
    return () => observer.disconnect();
  }, [key]);

  function onScroll() {
    const { scrollTop, scrollHeight, clientHeight } = box.current;
    atEnd.current = scrollHeight - scrollTop - clientHeight < NEAR;
    setAway(!atEnd.current);
  }
  return { box, away, onScroll, toEnd };
}
