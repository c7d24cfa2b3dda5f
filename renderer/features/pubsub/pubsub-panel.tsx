import { Button, TextInput } from '@mantine/core';
import { IconSend } from '@tabler/icons-react';
import { useQuery } from '@tanstack/react-query';
import { useEffect, useMemo, useState } from 'react';
import type { Message } from '../../../shared/contract/messaging.ts';
import { api, orpc } from '../../client/api.ts';
import { useAppMutation } from '../../client/app-mutation.ts';
import { reasonOf } from '../../client/errors.ts';
import { showDone } from '../../client/toasts.tsx';
import { counted } from '../../lib/counted.ts';
import { exactTime, fixed } from '../../lib/format.ts';
import { useStore } from '../../lib/store.ts';
import { shown } from '../keys/model/key-bytes.ts';
import { createListening, type Listening } from './model/listening.ts';
import classes from './panel.module.css';
import * as pubsubWords from './words.ts';

/** Redis does not announce subscriptions of other channels, so the list is polled. */
const REFRESH_MS = 3000;

/** The channels of an instance with their subscribers, the messages of one, and a form to publish. */
export function PubsubPanel({ instance }: { readonly instance: string }) {
  const listening = useMemo(() => createListening(instance), [instance]);
  useEffect(() => listening.stop, [listening]);
  const [topic, setTopic] = useState('');
  const { rates } = useStore(listening.store);
  const start = (name: string, isExact: boolean) => {
    setTopic(name);
    listening.start(name, isExact);
  };
  const rate = rates.length === 0 ? null : rates.reduce((sum, one) => sum + one, 0) / rates.length;
  return (
    <section className={classes.panel} aria-label={pubsubWords.pubsub}>
      <div className={classes.head}>
        <h2 className={classes.title}>{pubsubWords.pubsub}</h2>
        {rate !== null && <span className={classes.quiet}>{pubsubWords.perSecond(fixed(rate, 1))}</span>}
      </div>
      <Channels instance={instance} onPick={(name) => start(name, true)} />
      <Subscription listening={listening} topic={topic} onTopic={setTopic} onStart={(name) => start(name, false)} />
      <PublishForm instance={instance} />
    </section>
  );
}

function Channels({ instance, onPick }: { readonly instance: string; readonly onPick: (name: string) => void }) {
  const { data, error } = useQuery({
    ...orpc.pubsub.channels.queryOptions({ input: { instance } }),
    refetchInterval: REFRESH_MS,
    retry: false,
    meta: { doing: pubsubWords.readTheChannelsOf(instance) },
  });
  if (error) {
    return (
      <div className={classes.trouble}>
        {pubsubWords.couldNotReadChannels}: {reasonOf(error).message}
      </div>
    );
  }
  if (data === undefined) return null;
  return (
    <div className={classes.short}>
      <table className={classes.table}>
        <thead>
          <tr>
            <th scope="col">{pubsubWords.channel}</th>
            <th scope="col" className={classes.figure}>
              {pubsubWords.subscribers}
            </th>
          </tr>
        </thead>
        <tbody>
          {data.items.map(({ name, subscribers, isSharded }) => (
            <tr key={`${shown(name)}${isSharded}`}>
              <td>
                {'text' in name && !isSharded ? (
                  <button type="button" className={classes.name} onClick={() => onPick(name.text)}>
                    {shown(name)}
                  </button>
                ) : (
                  <span className={classes.mono}>{shown(name)}</span>
                )}
                {isSharded && <span className={classes.quiet}> {pubsubWords.sharded}</span>}
              </td>
              <td className={classes.figure}>{subscribers}</td>
            </tr>
          ))}
        </tbody>
      </table>
      {data.total === 0 && <div className={classes.note}>{pubsubWords.noChannels}</div>}
      {data.total > data.items.length && (
        <div className={classes.note}>{pubsubWords.moreChannels(data.items.length, data.total)}</div>
      )}
      {data.patterns > 0 && (
        <div className={classes.note}>{pubsubWords.patterns(counted(data.patterns, 'pattern'))}</div>
      )}
    </div>
  );
}

interface SubscriptionProps {
  readonly listening: Listening;
  readonly topic: string;
  readonly onTopic: (topic: string) => void;
  readonly onStart: (topic: string) => void;
}

function Subscription({ listening, topic, onTopic, onStart }: SubscriptionProps) {
  const state = useStore(listening.store);
  const isOn = state.topic !== null;
  return (
    <>
      <form
        className={classes.head}
        onSubmit={(event) => {
          event.preventDefault();
          if (topic !== '') onStart(topic);
        }}
      >
        <TextInput
          aria-label={pubsubWords.channelOrPattern}
          placeholder={pubsubWords.channelOrPattern}
          value={topic}
          disabled={isOn}
          maxLength={4096}
          onChange={(event) => onTopic(event.currentTarget.value)}
        />
        {isOn ? (
          <Button variant="default" onClick={listening.stop}>
            {pubsubWords.stop}
          </Button>
        ) : (
          <Button variant="default" type="submit" disabled={topic === ''}>
            {pubsubWords.subscribe}
          </Button>
        )}
      </form>
      {state.since > 0 && (
        <div className={classes.note}>
          {pubsubWords.receivedSince(counted(state.received, 'message'), exactTime(state.since))}
          {state.dropped > 0 && `. ${pubsubWords.notShown(counted(state.dropped, 'message'))}`}
        </div>
      )}
      {state.failure !== null && <div className={classes.trouble}>{state.failure}</div>}
      <section
        className={classes.scroll}
        aria-label={pubsubWords.messagesOf(state.topic ?? topic)}
        // biome-ignore lint/a11y/noNoninteractiveTabindex: it scrolls, and so must be reached by the keyboard
        tabIndex={0}
      >
        {isOn && state.messages.length === 0 && <div className={classes.note}>{pubsubWords.noMessages}</div>}
        {state.messages.map((message, index) => (
          // biome-ignore lint/suspicious/noArrayIndexKey: counted from the end, a message keeps its number
          <MessageView key={state.received - index} message={message} />
        ))}
      </section>
    </>
  );
}

function MessageView({ message: { at, channel, content } }: { readonly message: Message }) {
  return (
    <article className={classes.message}>
      <div className={classes.messageHead}>
        <span>{shown(channel)}</span>
        <time className={classes.quiet} dateTime={at}>
          {exactTime(at)}
        </time>
      </div>
      <pre className={classes.content}>
        {shown(content)}
        {content.totalBytes === undefined ? '' : '…'}
      </pre>
    </article>
  );
}

function PublishForm({ instance }: { readonly instance: string }) {
  const [channel, setChannel] = useState('');
  const [message, setMessage] = useState('');
  const publish = useAppMutation({
    doing: pubsubWords.publishAMessage,
    run: () => api.pubsub.publish({ instance, channel, message }),
    onSuccess: ({ receivers }) => {
      const received = pubsubWords.receivedBy(counted(receivers, 'client'));
      showDone(pubsubWords.publishedTo(channel), received);
    },
  });
  return (
    <form
      className={classes.foot}
      onSubmit={(event) => {
        event.preventDefault();
        publish.mutate();
      }}
    >
      <TextInput
        aria-label={pubsubWords.publishTo}
        placeholder={pubsubWords.channel}
        value={channel}
        maxLength={4096}
        onChange={(event) => setChannel(event.currentTarget.value)}
      />
      <TextInput
        aria-label={pubsubWords.messageToPublish}
        placeholder={pubsubWords.messageToPublish}
        value={message}
        maxLength={500_000}
        onChange={(event) => setMessage(event.currentTarget.value)}
      />
      <Button
        type="submit"
        variant="default"
        leftSection={<IconSend size={14} />}
        disabled={channel === ''}
        loading={publish.isPending}
      >
        {pubsubWords.publish}
      </Button>
    </form>
  );
}
