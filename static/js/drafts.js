// Keeps what is being typed into an admin form in this browser for a day, until the server says it
// has saved it, and offers it back. Enciphered with a key that only pages of the same account
// carry; passwords and files are never kept. Reasons: laocai_ict/docs/decisions/0008.
'use strict';
{
    const DAY = 24 * 60 * 60 * 1000;
    const PREFIX = 'nhap:';
    const SKIPPED = ['csrfmiddlewaretoken', '_lay-lai'];
    const SKIPPED_TYPES = ['password', 'file', 'submit', 'button', 'reset', 'image'];
    const TICKET = '_phieu';

    let storage = null;
    try {
        storage = window.localStorage;
    } catch {
        // A browser may forbid it; then nothing is kept.
    }

    const drafts = () => Object.keys(storage).filter((key) => key.startsWith(PREFIX));
    const forgetAll = () => drafts().forEach((key) => storage.removeItem(key));

    const justSaved = () => (document.cookie.match(/(?:^|; )da-luu=([^;]+)/) || [])[1];

    const dropOld = (saved) => {
        for (const key of drafts()) {
            let draft = {};
            try {
                draft = JSON.parse(storage.getItem(key));
            } catch {
                // Not ours any more.
            }
            if (!(Date.now() - draft.at < DAY) || (saved && draft.form === saved)) {
                storage.removeItem(key);
            }
        }
    };

    // --- Reading and filling in a form ---------------------------------------------------------

    const fieldsOf = (form) => [...form.elements].filter((field) =>
        field.name && !field.name.includes('__prefix__') && !SKIPPED.includes(field.name)
        && !SKIPPED_TYPES.includes(field.type));

    const read = (form) => fieldsOf(form).map((field) => {
        if (field.type === 'checkbox' || field.type === 'radio') {
            return [field.name, field.value, field.checked];
        }
        if (field.tagName === 'SELECT') {
            return [field.name, [...field.selectedOptions].map((one) => [one.value, one.text])];
        }
        const label = field.type === 'hidden' ? '' : field.labels?.[0]?.textContent.trim() || '';
        return [field.name, field.value, label];
    });

    const typed = (values) => JSON.stringify(values.filter(([name]) => name !== TICKET));

    const addRows = (form, values) => {
        for (const [name, total] of values) {
            const prefix = name.endsWith('-TOTAL_FORMS') && name.slice(0, -'-TOTAL_FORMS'.length);
            const count = prefix && form.elements[name];
            for (let tries = 0; count && Number(count.value) < Number(total) && tries < 200; tries++) {
                const link = document.querySelector(`#${CSS.escape(prefix)}-group .add-row a`);
                if (!link) {
                    break;
                }
                link.click();
            }
        }
    };

    const fillSelect = (field, chosen) => {
        for (const option of field.options) {
            option.selected = false;
        }
        for (const [value, text] of chosen) {
            let option = [...field.options].find((one) => one.value === value);
            if (!option) {
                option = new Option(text, value);
                field.add(option);
            }
            option.selected = true;
        }
    };

    // A record that may no longer be edited has no fields: then the words are shown, to be copied.
    const canHold = (form, values) => values.some(([name]) =>
        form.elements[name] && form.elements[name].type !== 'hidden');

    const wordsOf = (values) => {
        const list = document.createElement('dl');
        list.className = 'da-go';
        for (const [, value, label] of values) {
            if (label && typeof label === 'string' && typeof value === 'string' && value.trim()) {
                const term = document.createElement('dt');
                const words = document.createElement('dd');
                term.textContent = label;
                words.textContent = value;
                list.append(term, words);
            }
        }
        return list;
    };

    const fill = (form, values) => {
        addRows(form, values);
        const waiting = new Map();
        for (const value of values) {
            waiting.set(value[0], [...(waiting.get(value[0]) || []), value]);
        }
        for (const field of fieldsOf(form)) {
            const value = (waiting.get(field.name) || []).shift();
            if (!value || field.name.endsWith('-TOTAL_FORMS')) {
                continue;
            }
            if (field.type === 'checkbox' || field.type === 'radio') {
                field.checked = value[2];
            } else if (field.tagName === 'SELECT') {
                fillSelect(field, value[1]);
            } else {
                field.value = value[1];
            }
            field.dispatchEvent(new Event('change', {bubbles: true}));
        }
    };

    // --- Keeping it -----------------------------------------------------------------------------

    const bytes = (text) => Uint8Array.from(atob(text), (one) => one.charCodeAt(0));
    const base64 = (buffer) => {
        let text = '';
        new Uint8Array(buffer).forEach((one) => {
            text += String.fromCharCode(one);
        });
        return btoa(text);
    };

    // On a slow line somebody types before this script has come.
    const typedEarly = (form) => fieldsOf(form).some((field) =>
        field.type !== 'hidden' && 'defaultValue' in field && field.value !== field.defaultValue);

    const start = async (place) => {
        const form = place.closest('form');
        const name = `${PREFIX}${place.dataset.taiKhoan}:${location.pathname}`;
        const importing = crypto.subtle.importKey(
            'raw', bytes(place.dataset.khoa), 'AES-GCM', false, ['encrypt', 'decrypt']);
        const before = typed(read(form));
        const unsaved = place.dataset.daGo === '1' || typedEarly(form);
        let dirty = unsaved;
        let sending = false;
        let timer = null;

        const keep = async () => {
            const iv = crypto.getRandomValues(new Uint8Array(12));
            const text = new TextEncoder().encode(JSON.stringify(read(form)));
            const sealed = await crypto.subtle.encrypt(
                {name: 'AES-GCM', iv}, await importing, text);
            try {
                storage.setItem(name, JSON.stringify({
                    at: Date.now(), form: place.dataset.phieu, iv: base64(iv), text: base64(sealed)}));
            } catch {
                // Full: what is on the page stays there, only the copy is missing.
            }
        };

        const open = async () => {
            try {
                const draft = JSON.parse(storage.getItem(name));
                const text = await crypto.subtle.decrypt(
                    {name: 'AES-GCM', iv: bytes(draft.iv)}, await importing, bytes(draft.text));
                return {at: draft.at, values: JSON.parse(new TextDecoder().decode(text))};
            } catch {
                return null;
            }
        };

        const changed = () => {
            dirty = unsaved || typed(read(form)) !== before;
            clearTimeout(timer);
            timer = setTimeout(keep, 400);
        };

        const offer = (draft) => {
            const time = new Date(draft.at).toLocaleTimeString(
                'vi-VN', {hour: '2-digit', minute: '2-digit', timeZone: 'Asia/Ho_Chi_Minh'});
            const notice = document.createElement('div');
            notice.className = 'luu-y';
            notice.setAttribute('role', 'status');
            const button = (text, act) => {
                const made = document.createElement('button');
                made.type = 'button';
                made.className = 'button';
                made.textContent = text;
                made.addEventListener('click', () => {
                    act();
                    made.remove();
                });
                return made;
            };
            const words = document.createElement('p');
            const drop = button('Bỏ', () => {
                storage.removeItem(name);
                notice.remove();
            });
            if (canHold(form, draft.values)) {
                words.textContent = `Có bản đang gõ dở lúc ${time} chưa lưu.`;
                notice.append(words, button('Lấy lại', () => {
                    fill(form, draft.values);
                    changed();
                    notice.remove();
                }), drop);
            } else {
                words.textContent = `Có bản đang gõ dở lúc ${time} chưa lưu. `
                    + 'Bản ghi này nay không sửa được ở đây.';
                notice.append(words, button('Xem để chép lại', () =>
                    notice.append(wordsOf(draft.values))), drop);
            }
            place.after(notice);
        };

        const earlier = open();
        form.addEventListener('input', changed);
        form.addEventListener('change', changed);
        form.addEventListener('submit', () => {
            sending = true;
            clearTimeout(timer);
            keep();
        });
        window.addEventListener('pageshow', () => {
            sending = false;
        });
        window.addEventListener('beforeunload', (event) => {
            if (dirty && !sending) {
                event.preventDefault();
            }
        });
        const draft = await earlier;
        if (place.dataset.daGo !== '1' && draft && typed(draft.values) !== before) {
            offer(draft);
        }
        if (unsaved) {
            keep();
        }
    };

    if (storage) {
        const saved = justSaved();
        dropOld(saved);
        if (saved) {
            document.cookie = 'da-luu=; path=/quan-tri/; max-age=0';
            // Again whenever they come: the last words of the page just left may arrive late, and from
            // another process of the browser.
            setTimeout(dropOld, 1500, saved);
            window.addEventListener('storage', () => dropOld(saved));
        }
        const logout = document.getElementById('logout-form');
        if (logout) {
            logout.addEventListener('submit', forgetAll);
        }
        const place = document.getElementById('ban-nhap');
        if (place && window.crypto && crypto.subtle) {
            // After Django's scripts have made the rows and boxes of the form their own.
            window.addEventListener('load', () => start(place));
        }
    }
}
