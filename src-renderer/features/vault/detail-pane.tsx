// The third zone: one item, whole but for its secrets.

import { AppWindow, CircleOff, FolderClosed, Globe, KeyRound, Tag } from "lucide-react";
import { useEffect, useMemo, useRef } from "react";
import type { DetailView, ItemRef, Scope, VaultView } from "../../../src-shared/ipc/views-vault.ts";
import { goTo } from "../../navigation.ts";
import { useFormats, useText } from "../../text/text.tsx";
import { Avatar } from "../../ui/card.tsx";
import { Empty } from "../../ui/empty.tsx";
import { AroundItem } from "./copy-button.tsx";
import styles from "./detail.module.css";
import { DetailBar } from "./detail-bar.tsx";
import { CopyableRow } from "./field-row.tsx";
import { sameRef } from "./row-pages.ts";
import { countIn } from "./scope-count.ts";
import { PartCard, SectionCard } from "./section-card.tsx";
import { takesFocus } from "./store.ts";
import type { Shown } from "./use-detail.ts";
import { ProblemNotice, useProblem } from "./use-problem.tsx";

export type DetailPaneProps = {
  readonly shown: Shown;
  /** What is chosen; the detail may still be that of the one before. */
  readonly item: ItemRef | undefined;
  readonly scope: Scope;
  readonly vault: VaultView;
};

export function DetailPane({ shown, item, scope, vault }: DetailPaneProps) {
  const text = useText();
  const { detail, failure, again } = shown;
  if (failure !== undefined)
    return (
      <div className={styles.middle}>
        <h1 className="visually-hidden">{text("vault.list.label")}</h1>
        <Empty icon={<CircleOff size={24} />} title={text(`error.${failure}`)} />
      </div>
    );
  if (item === undefined)
    return (
      <div className={styles.middle}>
        <h1 className="visually-hidden">{text("vault.list.label")}</h1>
        {countIn(vault, scope) > 0 && <Empty icon={<KeyRound size={24} />} title={text("vault.choose.title")} text={text("vault.choose.text")} />}
      </div>
    );
  if (detail === undefined) return <div className={styles.pane} aria-busy="true" />;
  return (
    <Detail key={`${detail.ref.account}/${detail.ref.item}`} detail={detail} again={again} scope={scope} vault={vault} isChosen={sameRef(detail.ref, item)} />
  );
}

type DetailProps = Pick<DetailPaneProps, "scope" | "vault"> & {
  readonly isChosen: boolean;
  readonly detail: DetailView;
  readonly again: () => void;
};

function Detail({ detail, again, scope, vault, isChosen }: DetailProps) {
  const text = useText();
  const { day } = useFormats();
  const problem = useProblem();
  const { account, item } = detail.ref;
  const asks = vault.approval.confirmReveal;
  const around = useMemo(() => ({ ref: { account, item }, fail: problem.fail, again, asks }), [account, item, problem.fail, again, asks]);
  const heading = useRef<HTMLHeadingElement>(null);
  useEffect(() => {
    if (isChosen && takesFocus()) heading.current?.focus({ preventScroll: true });
  }, [isChosen]);
  return (
    <AroundItem value={around}>
      <article className={styles.pane} aria-label={detail.title}>
        <DetailBar detail={detail} scope={scope} vault={vault} problem={problem} />
        <div className={styles.scroll}>
          <header className={styles.head}>
            <Avatar title={detail.title} large />
            <div className={styles.headWords}>
              <h1 ref={heading} tabIndex={-1}>
                {detail.title}
              </h1>
              {detail.subtitle !== undefined && detail.subtitle !== "" && <p>{detail.subtitle}</p>}
              {detail.trashedAt !== undefined && <p className={styles.since}>{text("vault.trash.since", { day: day(detail.trashedAt) })}</p>}
            </div>
          </header>
          <Chips detail={detail} />
          <ProblemNotice code={problem.code} />
          {detail.sections.map((section) => (
            <SectionCard key={section.index} section={section} />
          ))}
          <Addresses detail={detail} />
          {detail.sections.length === 0 && detail.urls.length === 0 && <p className={styles.nothing}>{text("vault.nothingInIt")}</p>}
          <Facts detail={detail} />
        </div>
      </article>
    </AroundItem>
  );
}

function Chips({ detail: { tags, collections } }: { readonly detail: DetailView }) {
  if (tags.length === 0 && collections.length === 0) return null;
  return (
    <ul className={styles.chips}>
      {collections.map(({ account, collection, title }) => (
        <li key={`${account}/${collection}`}>
          <button type="button" onClick={() => goTo({ name: "vault", scope: { by: "collection", account, collection } })} title={title}>
            <FolderClosed size={12} aria-hidden="true" />
            <span>{title}</span>
          </button>
        </li>
      ))}
      {tags.map((tag) => (
        <li key={tag}>
          <button type="button" onClick={() => goTo({ name: "vault", scope: { by: "tag", tag } })} title={tag}>
            <Tag size={12} aria-hidden="true" />
            <span>{tag}</span>
          </button>
        </li>
      ))}
    </ul>
  );
}

/** Shown to be read and copied; the vault opens nothing. */
function Addresses({ detail: { urls, apps } }: { readonly detail: DetailView }) {
  const text = useText();
  return (
    <>
      {urls.length > 0 && (
        <PartCard icon={<Globe size={15} aria-hidden="true" />} title={text("vault.addresses")}>
          {urls.map((url, place) => (
            // biome-ignore lint/suspicious/noArrayIndexKey: an address is named by its place, and may be there twice
            <CopyableRow key={place} label={hostOf(url)} path={`urls/${place}`}>
              {url}
            </CopyableRow>
          ))}
        </PartCard>
      )}
      {apps.length > 0 && (
        <PartCard icon={<AppWindow size={15} aria-hidden="true" />} title={text("vault.apps")}>
          {apps.map((app) => (
            <div key={app} className={styles.line}>
              {app}
            </div>
          ))}
        </PartCard>
      )}
    </>
  );
}

function hostOf(url: string): string {
  return URL.canParse(url) ? new URL(url).host || url : url;
}

function Facts({ detail }: { readonly detail: DetailView }) {
  const text = useText();
  const { day, moment } = useFormats();
  const { createdAt, modifiedAt, addedAt, from } = detail;
  const facts = [
    createdAt !== undefined && text("vault.meta.created", { day: day(createdAt) }),
    modifiedAt !== undefined && text("vault.meta.changed", { moment: moment(modifiedAt) }),
    text("vault.meta.added", { day: day(addedAt) }),
    from !== undefined && text("vault.meta.from", { name: from }),
  ].filter((fact) => fact !== false);
  return <p className={styles.facts}>{facts.join(" · ")}</p>;
}
