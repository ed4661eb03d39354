import { useEffect, useLayoutEffect, useRef, useState } from "preact/hooks";

/** Nearer to the end than this, the person is reading the newest. */
const NEAR = 80;

/** Whether an element can be seen: a folded away part of the page cannot. */
export function useOnScreen(element) {
  const [seen, setSeen] = useState(false);
  useEffect(() => {
    const observer = new IntersectionObserver((entries) => setSeen(entries.at(-1).isIntersecting));
    observer.observe(element.current);
    return () => observer.disconnect();
  }, [element]);
  return seen;
}

/**
 * Keeps a transcript at its end while its reader is there, and where they are while they are not.
 * @param {{current: HTMLElement | null}} box
 * @param {{key: string, last: number, mine: boolean}} shown the list, its newest message, and whether that is one's own
 */
export function useScroll(box, { key, last, mine }) {
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

  // The browser tells of a scroll a frame later: the list may have been taken away, and its ref emptied, by then.
  function onScroll({ currentTarget: { scrollTop, scrollHeight, clientHeight } }) {
    atEnd.current = scrollHeight - scrollTop - clientHeight < NEAR;
    setAway(!atEnd.current);
  }
  return { away, onScroll, toEnd };
}
