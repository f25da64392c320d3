/** The profile: where codes go, voice ordering and its locks, what is linked and signed in, and one's data. */
import { usePageState } from '../context.ts';
import { PageTitle } from '../parts/page-title.tsx';
import { CodesSection } from './profile/codes-section.tsx';
import { DataSection } from './profile/data-section.tsx';
import { LinksSection } from './profile/links-section.tsx';
import { SessionsSection } from './profile/sessions-section.tsx';
import { VoiceSection } from './profile/voice-section.tsx';

const ProfilePage = () => {
  const { profile } = usePageState();
  return (
    <div class="page narrow" data-focus-home>
      <PageTitle title="Your profile" />
      {profile === null ? (
        <p class="soft loading">Reading your profile…</p>
      ) : (
        <>
          <CodesSection profile={profile} />
          <VoiceSection locks={profile.locks} />
          <LinksSection links={profile.links} />
          <SessionsSection sessions={profile.sessions} />
          <DataSection />
        </>
      )}
    </div>
  );
};

export default ProfilePage;
