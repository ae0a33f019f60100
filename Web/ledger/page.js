/** The ledger: pools and balances, use over time, barters, and the chained book behind them. */
import { get } from "../core/api.js";
import { element, setAttribute, setText } from "../core/dom.js";
import { failureInWords } from "../agreements/words.js";
import { amount, percent, useOverTime } from "./balance.js";
import { chainState, checkpointList, debtList, entryList, exchangeTable } from "./book.js";
import { timeAt, useChart } from "./chart.js";
import { poolCard } from "./pools.js";

const REFRESH_MS = 60_000;
const CHART_HEIGHT_PX = 250;
const MODES = [["share", "% of share"], ["total", "running total"], ["day", "each day"]];

/** The element itself; `connect(state)` gives it the page’s state (core/station-state.js). */
export class LedgerPage extends HTMLElement {
    connect(state) {
        this.state = state;
        [this.mode, this.period, this.picked, this.asking] = ["share", null, null, 0];
        this.about = element("p", { class: "about" });
        this.status = element("p", { class: "page-status", role: "status" }, "Loading…");
        this.choice = element("select", { id: "ledger-period", "data-testid": "ledger-period" });
        this.chain = element("div", { class: "chain-place" });
        this.choice.addEventListener("change", () => {
            this.period = this.choice.value;
            this.#refresh();
        });
        this.append(element("header", {}, element("h2", {}, "Ledger"),
            element("label", { for: "ledger-period" }, "period ", this.choice), this.about, this.chain),
        this.status, this.#accounts(), this.#book());
        new ResizeObserver(() => this.picture.clientWidth > 0 && this.#draw()).observe(this.picture);
        document.addEventListener("visibilitychange", () => this.#refresh());
    }

    #accounts() {
        this.chartTitle = element("h3", {}, "Use over time");
        this.picture = element("div", { class: "picture" });
        this.readout = element("p", { class: "note readout" });
        const modes = MODES.map(([id, text]) => {
            const button = element("button", { type: "button", "aria-pressed": String(id === this.mode) }, text);
            button.addEventListener("click", () => {
                this.mode = id;
                modes.forEach((one) => setAttribute(one, "aria-pressed", String(one === button)));
                this.#draw();
            });
            return button;
        });
        this.pools = element("div", { class: "pools", "data-testid": "pools" });
        this.exchanges = element("div");
        this.accounts = element("div", { class: "accounts", hidden: true },
            element("section", { class: "use-over-time", "data-testid": "use-chart", "aria-label": "Use over time" },
                element("header", {}, this.chartTitle,
                    element("div", { class: "zooms", role: "group", "aria-label": "What is drawn" }, ...modes)),
                this.picture, this.readout),
            this.pools,
            element("section", {}, element("h3", { class: "part" }, "Barters and offsets"), this.exchanges));
        return this.accounts;
    }

    #book() {
        [this.checkpoints, this.entries] = [element("div"), element("div")];
        this.book = element("aside", { class: "book", "aria-label": "The book", hidden: true },
            element("section", {}, element("h3", { class: "part" }, "Checkpoints"), this.checkpoints),
            element("section", { class: "last" }, element("h3", { class: "part" }, "Last entries"), this.entries));
        return this.book;
    }

    /** Keep current while shown, and do nothing while not. */
    show(isShown) {
        if (this.isShown === isShown) return;
        this.isShown = isShown;
        this.#refresh();
    }

    async #refresh() {
        clearTimeout(this.timer);
        if (!this.isShown || document.hidden) return;
        const asking = ++this.asking;
        try {
            const answer = await get("/api/ledger", this.period ? { period: this.period } : {});
            if (asking === this.asking) this.#build(answer);
        } catch (error) {
            if (asking === this.asking) this.#fail(error);
        }
        clearTimeout(this.timer);
        this.timer = setTimeout(() => this.#refresh(), REFRESH_MS);
    }

    /** Without accounts there is nothing to choose either. */
    #fail(error) {
        this.choice.parentNode.hidden = !this.answer;
        this.#tell(error.status === 404 ? "This programme keeps no accounts: its folder has no ledger.yaml."
            : failureInWords(error, "the ledger"));
    }

    #tell(words) {
        setText(this.status, words);
        this.status.hidden = words === "";
    }

    #build(answer) {
        this.answer = answer;
        const pools = answer.pools ?? [];
        const isEmpty = pools.length === 0 && !answer.entries?.length;
        this.#tell(isEmpty ? "Nothing is entered in the ledger, and no shares are agreed for this period." : "");
        this.accounts.hidden = this.book.hidden = isEmpty;
        this.#offerPeriods(answer);
        const order = [...this.state.partners.keys()];
        this.cards = pools.map((pool) => poolCard(pool, order, () => this.#pick(pool.id)));
        const isRecorded = answer.chain || pools.length;
        this.chain.replaceChildren(...(isRecorded ? [chainState(answer.chain)] : []));
        this.pools.replaceChildren(...this.cards.map(({ node }) => node));
        const titles = new Map(pools.map(({ id, title }) => [id, title]));
        const debts = debtList(answer.debts);
        this.exchanges.replaceChildren(...(debts ? [debts] : []),
            exchangeTable(answer.barters, answer.offsets, titles));
        this.checkpoints.replaceChildren(checkpointList(answer.checkpoints));
        this.entries.replaceChildren(entryList(answer.entries, titles));
        this.#tellOver();
        this.#pick(pools.some(({ id }) => id === this.picked) ? this.picked : pools[0]?.id);
    }

    #offerPeriods({ periods, period }) {
        const known = periods ?? [];
        this.choice.parentNode.hidden = known.length === 0;
        const offered = known.map(({ id }) => id).join();
        if (this.offered !== offered) {
            this.choice.replaceChildren(...known.map(({ id }) => element("option", { value: id }, id)));
            this.offered = offered;
        }
        if (period) this.choice.value = period;
    }

    #tellOver() {
        const over = this.cards.flatMap(({ pool, balances }) => balances.filter(({ isOver }) => isOver)
            .map(({ partner }) => `${partner} in ${pool.title || pool.id}`));
        setText(this.about, !this.cards.length ? "" : over.length
            ? `▲ over their share: ${over.join("; ")}` : "every partner is within its share");
        this.about.toggleAttribute("data-over", over.length > 0);
    }

    #pick(id) {
        this.picked = id;
        for (const { node, button, pool } of this.cards) {
            node.toggleAttribute("data-picked", pool.id === id);
            setAttribute(button, "aria-pressed", String(pool.id === id));
        }
        this.#draw();
    }

    #draw() {
        const card = this.cards?.find(({ pool }) => pool.id === this.picked);
        if (!card || this.picture.clientWidth === 0) return;
        setText(this.chartTitle, `${card.pool.title || card.pool.id}: use over time`);
        const lines = useOverTime(card.pool.history, this.mode, card.balances);
        if (lines.size === 0) {
            this.picture.replaceChildren(element("p", { class: "note" }, "No use is entered in this period yet."));
            return setText(this.readout, "");
        }
        const [fromMs, toMs] = this.#span(lines);
        const view = { mode: this.mode, unit: card.pool.unit, fromMs, toMs, nowMs: this.state.clock.nowMs(),
            width: this.picture.clientWidth, height: CHART_HEIGHT_PX };
        const drawing = useChart(lines, view);
        drawing.addEventListener("pointermove", (event) => this.#point(event, drawing, lines, view));
        drawing.addEventListener("pointerleave", () => this.#point(null, drawing, lines, view));
        this.picture.replaceChildren(drawing);
        this.#point(null, drawing, lines, view);
    }

    /** The values at the pointer, in words; without one, how to read the picture. */
    #point(event, drawing, lines, view) {
        const cursor = drawing.querySelector(".cursor");
        cursor.style.visibility = event ? "visible" : "hidden";
        if (!event) {
            return setText(this.readout, view.mode === "share"
                ? "line across: all of one’s share · slanted line: an even pace through the period" : "");
        }
        const x = event.clientX - drawing.getBoundingClientRect().left;
        const ms = timeAt(x, view);
        setAttribute(cursor, "x1", String(x));
        setAttribute(cursor, "x2", String(x));
        const values = [...lines].map(([partner, line]) => {
            const [, value] = line.findLast(([dayMs]) => dayMs <= ms) ?? [0, NaN];
            return `${partner} ${view.mode === "share" ? percent(value) : amount(value, view.unit)}`;
        });
        setText(this.readout, `${new Date(ms).toISOString().slice(0, 10)} · ${values.join(" · ")}`);
    }

    /** The period's own span, or that of what is drawn. */
    #span(lines) {
        const period = this.answer.periods?.find(({ id }) => id === this.answer.period);
        const days = [...lines.values()].flat().map(([ms]) => ms);
        const [from, until] = [Date.parse(period?.from), Date.parse(period?.until)];
        const fromMs = Number.isFinite(from) ? from : Math.min(...days);
        return [fromMs, Math.max(Number.isFinite(until) ? until : Math.max(...days), fromMs + 86_400_000)];
    }
}
