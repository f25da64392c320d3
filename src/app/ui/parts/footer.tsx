import { useModel } from '../context.ts';

/** Plain pages of the server, for everybody. */
export const Footer = () => {
  const { base } = useModel();
  return (
    <footer class="bottom">
      <p>Anyone can talk to your Echo. Only you can say yes.</p>
      <p>
        <a href={`${base}/privacy`}>Privacy policy</a> <a href={`${base}/terms`}>Terms of use</a>
      </p>
    </footer>
  );
};
