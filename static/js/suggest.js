// Suggests titles and names under a search box while one types. Without it the box is what it was:
// nothing here changes what is sent. Keys and roles as the ARIA pattern of a combobox has them.
'use strict';
{
    const SHORTEST = 2;
    const PAUSE = 150;

    const setUp = (input) => {
        const list = document.createElement('ul');
        list.id = `${input.id}-goi-y`;
        list.hidden = true;
        list.lang = 'vi';
        list.setAttribute('role', 'listbox');
        list.setAttribute('aria-label', input.labels[0].textContent);
        input.parentElement.append(list);
        input.type = 'text'; // a search input may not be a combobox
        input.enterKeyHint = 'search';
        input.setAttribute('role', 'combobox');
        input.setAttribute('aria-autocomplete', 'list');
        input.setAttribute('aria-controls', list.id);

        let options = [];
        let active = -1;
        let timer = 0;
        let request = null;

        const choose = (number) => {
            active = number;
            options.forEach((option, at) => option.setAttribute('aria-selected', at === active));
            if (active < 0) {
                input.removeAttribute('aria-activedescendant');
            } else {
                input.setAttribute('aria-activedescendant', options[active].id);
                options[active].scrollIntoView({block: 'nearest'});
            }
        };
        const open = (isOpen) => {
            list.hidden = !isOpen;
            input.setAttribute('aria-expanded', isOpen);
            choose(-1);
        };
        const show = (found) => {
            options = found.map((one, at) => {
                const option = document.createElement('li');
                option.id = `${list.id}-${at}`;
                option.setAttribute('role', 'option');
                option.dataset.to = one.address;
                option.textContent = one.title;
                const more = document.createElement('small');
                more.textContent = one.note || one.kind;
                option.append(' ', more);
                return option;
            });
            list.replaceChildren(...options);
            open(options.length > 0);
        };
        const stop = () => {
            clearTimeout(timer);
            request?.abort();
        };
        const ask = async () => {
            request = new AbortController();
            const address = new URL('goi-y/', input.form.action);
            address.searchParams.set('q', input.value);
            try {
                const answer = await fetch(address, {signal: request.signal});
                show(answer.ok ? (await answer.json()).suggestions : []);
            } catch (error) {
                if (error.name !== 'AbortError') {
                    open(false); // the line is down: the box goes on without suggestions
                }
            }
        };

        open(false);
        input.addEventListener('input', () => {
            stop();
            if (input.value.trim().length < SHORTEST) {
                show([]);
            } else {
                timer = setTimeout(ask, PAUSE);
            }
        });
        input.addEventListener('keydown', (event) => {
            const step = {ArrowDown: 1, ArrowUp: -1}[event.key];
            if (event.isComposing || !options.length) {
                return;
            }
            if (step) {
                const at = list.hidden ? -1 : active;
                open(true);
                // From the box itself (-1) down to the first or up to the last, and round.
                choose((at + 1 + step + options.length + 1) % (options.length + 1) - 1);
            } else if (event.key === 'Enter' && active >= 0) {
                location.assign(options[active].dataset.to);
            } else if (event.key === 'Escape' && !list.hidden) {
                open(false);
            } else {
                return;
            }
            event.preventDefault();
        });
        input.addEventListener('blur', () => {
            stop();
            open(false);
        });
        list.addEventListener('pointerdown', (event) => event.preventDefault()); // keep the focus
        list.addEventListener('click', (event) => {
            const option = event.target.closest('[role=option]');
            if (option) {
                location.assign(option.dataset.to);
            }
        });
    };

    document.querySelectorAll('form[role=search] input[name=q]').forEach((input) => {
        if (input === document.activeElement) {
            setUp(input);
        } else {
            input.addEventListener('focus', () => setUp(input), {once: true});
        }
    });
}
