/** The server's time, drawn again with every second. */
import { useEffect, useState } from 'preact/hooks';
import { useModel } from '../context.ts';

/** `everyMilliseconds`: how often the part is drawn again; null: no more. */
export const useNow = (everyMilliseconds: number | null = 1000): number => {
  const model = useModel();
  const [now, setNow] = useState(model.now);
  useEffect(() => {
    setNow(model.now());
    if (everyMilliseconds === null) return;
    const id = setInterval(() => setNow(model.now()), everyMilliseconds);
    return () => clearInterval(id);
  }, [model, everyMilliseconds]);
  return now;
};
