// A citation: today's date in the place of the blank, and a button that copies the text.

customElements.define("guide-citation", class extends HTMLElement {
  connectedCallback() {
    const { locale, copied } = this.dataset;
    const accessed = this.querySelector("[data-accessed]");
    const day = new Intl.DateTimeFormat(locale, { dateStyle: "long" }).format(new Date());
    accessed.textContent = accessed.dataset.accessed.replace("{date}", day);
    const button = this.querySelector("button");
    button.hidden = !navigator.clipboard;
    button.addEventListener("click", async () => {
      await navigator.clipboard.writeText(this.querySelector("p").textContent);
      this.querySelector("[role=status]").textContent = copied;
    });
  }
});
