/** What was done or has changed, told politely: one live region for the whole application. */
import { useEffect, useState } from 'preact/hooks';
import { usePageState } from '../context.ts';
import { CheckIcon, CrossIcon } from './icons.tsx';

const shownMilliseconds = 9000;

export const News = () => {
  const { news } = usePageState();
  const [shown, setShown] = useState(news);
  useEffect(() => {
    setShown(news);
    if (news === null) return;
    const id = setTimeout(() => setShown(null), shownMilliseconds);
    return () => clearTimeout(id);
  }, [news]);
  return (
    <div class="news">
      <p role="status" class={shown === null ? undefined : 'news-text'}>
        {shown !== null && (
          <>
            <CheckIcon />
            <span>{shown.text}</span>
          </>
        )}
      </p>
      {shown !== null && (
        <button type="button" class="news-close" onClick={() => setShown(null)}>
          <CrossIcon />
          <span class="unseen">Dismiss this message</span>
        </button>
      )}
    </div>
  );
};
