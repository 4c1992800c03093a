/* Small helps. Every page works without this file. */
(() => {
  'use strict';

  /* a form that came back with mistakes: the summary takes the focus */
  document.querySelector('[data-focus]')?.focus();

  /* review: the switch of the shortcuts stays as it was left, on this device */
  const shortcuts = document.getElementById('shortcuts');
  const kept = (change) => { try { return change(localStorage); } catch { return null; /* keeps nothing */ } };
  if (shortcuts && kept((store) => store.getItem('shortcuts')) === 'off') shortcuts.checked = false;
  shortcuts?.addEventListener('change', () => kept((store) => store.setItem('shortcuts', shortcuts.checked ? 'on' : 'off')));

  /* review: one key per decision; can be switched off (WCAG 2.1.4) */
  document.addEventListener('keydown', (event) => {
    const keys = document.querySelector('[data-shortcuts]');
    const on = document.getElementById('shortcuts');
    if (!keys || !on?.checked || event.ctrlKey || event.metaKey || event.altKey) return;
    if (event.target.closest('input:not([type=radio]):not([type=checkbox]), textarea, select')) return;
    const target = keys.querySelector(`[data-key="${event.key.toLowerCase()}"]`);
    if (target) { event.preventDefault(); target.focus(); target.click(); }
  });

  /* the field of a file shows what was chosen */
  document.addEventListener('change', (event) => {
    const name = event.target.closest('.wd-drop')?.querySelector('[data-chosen]');
    if (name && event.target.files) name.textContent = [...event.target.files].map((file) => file.name).join(', ');
  });

  /* a file dropped on the field is as good as a chosen one */
  for (const type of ['dragover', 'drop']) {
    document.addEventListener(type, (event) => {
      const input = event.target.closest?.('.wd-drop')?.querySelector('input[type=file]');
      if (!input) return;
      event.preventDefault();
      if (type === 'drop' && event.dataTransfer.files.length) {
        input.files = event.dataTransfer.files;
        input.dispatchEvent(new Event('change', { bubbles: true }));
      }
    });
  }

  /* <button data-dialog="id"> opens the confirmation instead of following its link */
  document.addEventListener('click', (event) => {
    const opener = event.target.closest('[data-dialog]');
    const dialog = opener && document.getElementById(opener.dataset.dialog);
    if (dialog?.showModal) { event.preventDefault(); dialog.showModal(); }
    if (event.target.closest('[data-close]')) { event.preventDefault(); event.target.closest('dialog')?.close(); }
  });

  /* a form is sent once: the second press of an impatient hand does nothing */
  document.addEventListener('submit', (event) => {
    if (event.defaultPrevented || event.target.method !== 'post') return;
    if (event.target.dataset.sent) { event.preventDefault(); return; }
    const form = event.target;
    form.dataset.sent = 'yes';
    setTimeout(() => { delete form.dataset.sent; }, 4000); /* an answer that is a file leaves the page as it is */
  });
  addEventListener('pageshow', (event) => {
    if (event.persisted) for (const form of document.forms) delete form.dataset.sent;
  });
})();
